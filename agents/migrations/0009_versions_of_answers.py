import django.db.models.deletion
from django.db import migrations, models

FREEZE = """
CREATE TRIGGER answer_version_is_frozen BEFORE UPDATE ON agents_answerversion FOR EACH ROW
    EXECUTE FUNCTION agents_frozen();
"""
THAW = "DROP TRIGGER answer_version_is_frozen ON agents_answerversion;"


class Migration(migrations.Migration):
    dependencies = [("agents", "0008_find_chunks"), ("hotels", "0003_seasons_of_facts")]
    operations = [
        migrations.CreateModel(
            name="AnswerVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("topic", models.CharField(blank=True, max_length=80)),
                ("questions", models.JSONField(default=list)),
                ("text", models.JSONField(default=dict)),
                ("made_by_name", models.CharField(blank=True, max_length=120)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="agents.curatedanswer",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="hotels.hotel"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "number"), name="one_answer_version_per_number")
                ],
            },
        ),
        migrations.RunSQL(FREEZE, THAW),
        migrations.AddField(
            model_name="gap",
            name="wordings",
            field=models.JSONField(blank=True, default=list, help_text="Other ways in which it was asked"),
        ),
        migrations.AlterField(
            model_name="gap",
            name="key",
            field=models.CharField(
                help_text="What the question is about, however it is worded", max_length=120
            ),
        ),
        migrations.AddField(model_name="gapask", name="last_at", field=models.DateTimeField(null=True)),
        migrations.AlterField(
            model_name="gapask",
            name="at",
            field=models.DateTimeField(auto_now_add=True, help_text="First"),
        ),
        migrations.AlterField(
            model_name="gapask",
            name="conversation_id",
            field=models.BigIntegerField(help_text="Where it was asked last"),
        ),
        migrations.AddIndex(
            model_name="gapask",
            index=models.Index(fields=["hotel", "guest", "at"], name="asks_of_guest"),
        ),
    ]
