from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotels", "0002_agent_platform")]
    operations = [
        migrations.AddField(
            model_name="housefact",
            name="seasons",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Where parts of the year differ: [{from, to, answer, text, price, per}]; all else above",
            ),
        ),
    ]
