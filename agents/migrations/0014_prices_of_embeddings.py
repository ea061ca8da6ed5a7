from decimal import Decimal

from django.db import migrations

# US dollars per million tokens, as published; edited in the admin. No agent may be given such a model.
PRICES = {
    "text-embedding-3-small": "0.02",
    "text-embedding-3-large": "0.13",
    "text-embedding-ada-002": "0.10",
}


def put_in(apps, schema_editor):
    """Leave what somebody has set already."""
    settings = apps.get_model("agents", "ModelSetting")
    for model, asked in PRICES.items():
        settings.objects.get_or_create(
            model=model,
            defaults={"input_price": Decimal(asked), "output_price": Decimal(0), "is_active": False},
        )


class Migration(migrations.Migration):
    dependencies = [("agents", "0013_jobs_that_replay")]
    operations = [migrations.RunPython(put_in, migrations.RunPython.noop)]
