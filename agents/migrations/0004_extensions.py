from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations
from pgvector.django import VectorExtension


class Migration(migrations.Migration):
    """Vectors for meaning, trigrams for typos, unaccent for what is written without accents.

    Where the database user may not create extensions, an administrator creates `vector`, `pg_trgm` and
    `unaccent` beforehand.
    """

    dependencies = [("agents", "0003_model_setting")]
    operations = [VectorExtension(), TrigramExtension(), UnaccentExtension()]
