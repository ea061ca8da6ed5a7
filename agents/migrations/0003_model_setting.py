from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agents", "0002_put_in_well_known_prices")]
    operations = [
        migrations.RenameModel("ModelPrice", "ModelSetting"),
        migrations.AddField(
            "ModelSetting", "is_active", models.BooleanField(default=True, help_text="Agents may be given it")
        ),
    ]
