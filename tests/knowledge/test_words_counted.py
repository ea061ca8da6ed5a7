"""The words of live pieces are counted as they come and go, as if all of them were counted anew."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.knowledge import intake, pieces, shelf, words
from agents.knowledge.shelf import NotPossible
from agents.models import DocumentVersion, Word
from hotels.models import Knowledge
from hotels.remembered import changed
from tests.factories import make_hotel

NUMBERS = count()
WORDS = ("alberca", "jardín", "the pools", "estacionamiento", "¿wifi?", "Frühstück", "x" * 90)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
names = st.sampled_from(("a.md", "b.md"))
steps = st.one_of(
    st.tuples(st.just("take in"), names, texts),
    st.tuples(st.just("publish"), names, st.integers(0, 5)),
    st.tuples(st.sampled_from(("roll back", "retire")), names, st.none()),
    st.tuples(st.just("passage"), names, st.one_of(st.none(), texts)),
)


def take_in(hotel, text, name="a.md", publish=False):
    """A version with its pieces, without the process that reads a file."""
    job = shelf.take_in(hotel, name, b"-", "tests")
    version = DocumentVersion.objects.select_related("hotel").get(pk=job.arguments["version"])
    if shelf.fill(version, text, pieces.cut_text(text, language="", default="es"), 1) and publish:
        shelf.publish(hotel, version.pk, "tests")


def do(hotel, step):
    verb, name, what = step
    if verb == "passage":
        Knowledge.objects.filter(hotel=hotel, key=name).delete()
        if what:
            Knowledge.objects.create(hotel=hotel, key=name, title={"es": name}, text={"es": what})
        changed(hotel.pk)
        intake.keep_passages(hotel)
        return
    if verb == "take in":
        take_in(hotel, f"# {what}\n\n{what}\n\n# otra cosa\n\n{what} y más", name, len(what) % 2 == 0)
        return
    document = hotel.documents.filter(key=name).exclude(kind="passage").first()
    versions = list(document.versions.exclude(digest="")) if document else []
    if document is None:
        return
    if verb == "publish":
        shelf.publish(hotel, versions[what % len(versions)].pk, "Ana")
    elif verb == "retire":
        shelf.retire(hotel, document.pk, "Ana")
    else:
        try:
            shelf.roll_back(hotel, document.pk, "Ana")
        except NotPossible:
            return


def counted(hotel):
    return dict(Word.objects.filter(hotel=hotel).values_list("word", "chunks"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=10))
def test_counting_what_comes_and_goes_is_counting_all_anew(db, doings):
    hotel = make_hotel(f"casa-{next(NUMBERS)}")
    other = make_hotel(f"otra-{next(NUMBERS)}")
    take_in(other, "# alberca\n\nel jardín", publish=True)
    beside = counted(other)
    for step in doings:
        do(hotel, step)
    kept = counted(hotel)

    words.count_anew(hotel.pk)

    assert {"": 0} | kept == {"": 0} | counted(hotel)
    assert counted(other) == beside
