import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

# A piece's words, text and vector stay on its page: ranking a few hundred pieces must not look each of them
# up in the TOAST table too. With 100,000 pieces it took four times as long.
IN_LINE = "ALTER TABLE agents_chunk SET (toast_tuple_target = 4080)"
AS_USUAL = "ALTER TABLE agents_chunk RESET (toast_tuple_target)"


class Migration(migrations.Migration):
    dependencies = [("agents", "0011_a_hotel_goes_as_a_whole"), ("hotels", "0004_limits_of_agents")]
    operations = [
        migrations.RunSQL(IN_LINE, AS_USUAL),
        migrations.RemoveIndex(model_name="word", name="word_by_trigrams"),
        migrations.AlterField(
            model_name="word",
            name="hotel",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="hotels.hotel",
            ),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(
                models.F("hotel"),
                django.db.models.functions.text.Left("word", 1),
                name="word_by_first_letter",
            ),
        ),
    ]
