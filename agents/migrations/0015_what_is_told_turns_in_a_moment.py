import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """`Document.published` alone says what is told; pieces stand in the indexes a moment longer.

    The column keeps its values and its indexes: PostgreSQL renames it in their conditions too.
    """

    dependencies = [("agents", "0014_prices_of_embeddings")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE agents_chunk RENAME COLUMN is_live TO is_indexed",
                    "ALTER TABLE agents_chunk RENAME COLUMN is_indexed TO is_live",
                )
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="chunk", name="chunk_by_words"),
                migrations.RemoveIndex(model_name="chunk", name="chunk_live_by_hotel"),
                migrations.RenameField(model_name="chunk", old_name="is_live", new_name="is_indexed"),
                migrations.AddIndex(
                    model_name="chunk",
                    index=django.contrib.postgres.indexes.GinIndex(
                        condition=Q(is_indexed=True),
                        fastupdate=False,
                        fields=["search"],
                        name="chunk_by_words",
                    ),
                ),
                migrations.AddIndex(
                    model_name="chunk",
                    index=models.Index(
                        condition=Q(is_indexed=True), fields=["hotel"], name="chunk_live_by_hotel"
                    ),
                ),
            ],
        )
    ]
