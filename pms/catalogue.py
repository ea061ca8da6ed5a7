"""Room types and rate plans of our own tables as the values of pms.base."""

from pms.base import CancellationTerms, ChangeTerms, RatePlanInfo, RoomTypeInfo
from pms.models import RatePlan, RoomType


def room_type_info(row: RoomType) -> RoomTypeInfo:
    return RoomTypeInfo(row.code, row.name, row.description, row.max_adults, row.max_children, row.max_total)


def rate_plan_info(row: RatePlan) -> RatePlanInfo:
    return RatePlanInfo(
        code=row.code,
        name=row.name,
        includes=tuple(row.includes),
        cancellation=CancellationTerms(row.free_until_days, row.fee),
        changes=ChangeTerms(row.change_free_until_days, row.change_fee),
        deposit=row.deposit,
    )
