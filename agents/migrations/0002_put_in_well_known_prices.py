from decimal import Decimal

from django.db import migrations

# US dollars per million tokens, input and output, as published; edited in the admin.
PRICES = {
    "gpt-4.1": ("2.00", "8.00"),
    "gpt-4.1-mini": ("0.40", "1.60"),
    "gpt-4.1-nano": ("0.10", "0.40"),
    "gpt-4o": ("2.50", "10.00"),
    "gpt-4o-mini": ("0.15", "0.60"),
    "gpt-5": ("1.25", "10.00"),
    "gpt-5-mini": ("0.25", "2.00"),
    "gpt-5-nano": ("0.05", "0.40"),
    "o4-mini": ("1.10", "4.40"),
}


def put_in(apps, schema_editor):
    """Leave what somebody has set already."""
    prices = apps.get_model("agents", "ModelPrice")
    for model, (asked, answered) in PRICES.items():
        prices.objects.get_or_create(
            model=model, defaults={"input_price": Decimal(asked), "output_price": Decimal(answered)}
        )


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]
    operations = [migrations.RunPython(put_in, migrations.RunPython.noop)]
