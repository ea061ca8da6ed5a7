"""Documents of the house, version by version, in pieces that can be found."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from pgvector.django import HalfVectorField

from hotels.models import Hotel, User


class Document(models.Model):
    """Something to read about the house. What guests are told comes from the published version alone."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        HTML = "html", "HTML"
        MARKDOWN = "markdown"
        TEXT = "text"
        SITE = "site", "Web address"
        PASSAGE = "passage", "Written here"

    class Audience(models.TextChoices):
        GUEST = "guest", "Guests and staff"
        STAFF = "staff", "Staff only"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(
        max_length=200, help_text="File name, address or passage: the same one again is a version"
    )
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="Empty: found out per piece")
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.GUEST)
    room_types = models.JSONField(default=list, blank=True, help_text="Codes; empty: all")
    phases = models.JSONField(default=list, blank=True, help_text="Phases of a stay; empty: all")
    valid_from = models.DateField(null=True, blank=True, help_text="Hotel-local; empty: always")
    valid_to = models.DateField(null=True, blank=True, help_text="Included")
    published = models.ForeignKey(
        "DocumentVersion", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["hotel", "kind", "key"], name="one_document_per_key")]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """What was taken in at one time. Once it is read (`digest`), never changed; before that, `raw` waits."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    raw = models.BinaryField(null=True, blank=True, help_text="The file as it came")
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text; empty: not read yet")
    pages = models.PositiveIntegerField(default=0)
    made_by_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_document_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"


class ChunkQuerySet(models.QuerySet["Chunk"]):
    def told(self) -> ChunkQuerySet:
        """Those of published versions."""
        return self.filter(version__document__published=F("version"))


class Chunk(models.Model):
    """A piece of a version, told as long as its document has that version published.

    `is_indexed`: it stands in the search's indexes, from a moment before until a moment after it is told.

    Embeddings of any size are kept, halved: at two bytes a number a row stays on its page. Each usual size
    has its own partial HNSW index (migration 0008).
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="chunks")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    url = models.URLField(max_length=500, blank=True, help_text="Page of the site it stands on")
    language = models.CharField(max_length=8, blank=True)
    search = SearchVectorField(null=True)
    embedding = HalfVectorField(null=True, blank=True)
    embedding_model = models.CharField(max_length=120, blank=True)
    is_indexed = models.BooleanField(default=False)

    objects = ChunkQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_chunk_per_position")]
        indexes = [
            GinIndex(
                fields=["search"], condition=Q(is_indexed=True), name="chunk_by_words", fastupdate=False
            ),
            models.Index(fields=["hotel"], condition=Q(is_indexed=True), name="chunk_live_by_hotel"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Word(models.Model):
    """A word (stem) of a hotel's told chunks: what typos may have meant, and how much finding it says."""

    # Without an index of its own: the planner would read all words of a hotel by it.
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=80)
    chunks = models.PositiveIntegerField(help_text="In how many it stands")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "word"], name="one_word_per_hotel")]
        # A typo rarely hits the first letter, and a hotel has a few hundred words to each.
        indexes = [models.Index(F("hotel"), Left("word", 1), name="word_by_first_letter")]

    def __str__(self) -> str:
        return self.word
