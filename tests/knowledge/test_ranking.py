import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.knowledge.ranking import Text, rank, rerank

SPANISH = [
    Text("wifi", "Conexión a internet", "Hay red inalámbrica en todas las áreas, sin costo."),
    Text("parking", "Estacionamiento", "Contamos con veinte lugares techados; se paga por noche."),
    Text("parking-price", "¿Cuánto cuesta estacionar el auto?", "La tarifa por noche se paga en recepción."),
    Text("pets", "Mascotas", "Recibimos perros y gatos pequeños en las habitaciones de planta baja."),
    Text("pool", "Alberca", "Abre de nueve a seis. Los niños entran con un adulto."),
    Text("breakfast", "Desayuno", "Se sirve de siete a once en el comedor; hay opciones vegetarianas."),
    Text("late", "Llegadas tarde", "La recepción abre toda la noche; avise si llega después de las diez."),
    Text("laundry", "Lavandería", "Entregue la ropa antes de las nueve y la tiene el mismo día."),
    Text("crib", "Cunas", "Prestamos cunas sin cargo según disponibilidad."),
    Text("smoking", "Zona de fumadores", "Solo se fuma en el patio."),
    Text("lift", "Accesos", "Hay elevador hasta el tercer piso y rampas en la entrada."),
]
ENGLISH = [
    Text("wifi", "Is there internet?", "Every room has a wireless network."),
    Text("dry", "Do you do dry cleaning?", "Yes, bags are collected at nine."),
    Text("wash", "Can I wash my clothes?", "There is a washing machine in the basement."),
    Text("cook", "Can guests cook?", "A shared kitchen is on the second floor."),
    Text("shuttle", "Is there a shuttle to the airport?", "It leaves every hour."),
    Text("safe", "Where do I leave valuables?", "Each room has a safe."),
    Text("front", "When is somebody at the front desk?", "Day and night."),
]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("tienen wi fi?", "wifi"),
        ("y el internet anda bien?", "wifi"),
        ("dónde puedo dejar el carro", "parking"),
        ("cuanto sale la cochera", "parking-price"),
        ("puedo ir con mi perrita", "pets"),
        ("a qué hora abre la pileta", "pool"),
        ("La piscina es apta para niños?", "pool"),
        ("dan el desayuno", "breakfast"),
        ("hay algo para vegetarianos?", "breakfast"),
        ("llegaríamos como a medianoche, hay problema?", "late"),
        ("me pueden lavar una camisa", "laundry"),
        ("viajo con un bebe y necesito cuna", "crib"),
        ("se puede fumar?", "smoking"),
        ("mi mamá va en silla de ruedas", "lift"),
        ("posso levar meu cachorro?", "pets"),
        ("y a-t-il un parking ?", "parking"),
        ("is there a swimming pool", "pool"),
    ],
)
def test_a_question_finds_its_passage_in_any_wording_and_language(question, best):
    assert rank(question, SPANISH)[0] == best


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("um do you have a laundr service for suits dry cleaning i mean", "dry"),
        ("is there anywhere I can wash my stuff", "wash"),
        ("do you have a kitchenet", "cook"),
        ("how do I get to the aiport", "shuttle"),
        ("wif i", "wifi"),
        ("are you there twenty four hours at reception", "front"),
        ("can I lock up my passport in a safty deposit box", "safe"),
    ],
)
def test_slips_of_the_hand_and_of_speech_recognition_are_forgiven(question, best):
    assert rank(question, ENGLISH)[0] == best


def test_the_houses_own_name_says_nothing():
    docs = [
        Text("towels", "Towels", "The Breakfast Club lends beach towels."),
        Text("eat", "In the morning", "We serve breakfast until ten."),
    ]
    asked = "Can I get towels at the Breakfast Club?"
    assert rank(asked, docs, house="The Breakfast Club") == ["towels", "eat"]
    assert rerank("At the Breakfast Club?", docs, house="The Breakfast Club")[0][1] == 0


def test_a_question_that_names_nothing_is_read_with_what_the_guest_said_before():
    before = ["U: we would like to use the pool", "S: It is a lovely one."]
    assert rank("y cuándo?", SPANISH, context=before)[0] == "pool"


def test_a_title_that_asks_the_same_and_no_more_comes_first():
    docs = [
        Text("park", "Is there parking?", "There is."),
        Text("cost", "How much does parking cost?", "It costs something."),
        Text("reserve", "Do I have to reserve parking?", "No."),
    ]
    assert rank("do you have parking", docs)[0] == "park"
    assert rank("how much do you charge for parking", docs)[0] == "cost"
    assert rank("should I book a parking place in advance", docs)[0] == "reserve"


def test_nothing_in_common_scores_nothing():
    assert {score for _, score in rerank("xyzzy", SPANISH)} == {0.0}
    assert rank("¿hay wifi?", []) == []


@settings(deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_ranked_completely(question, context):
    ranked = rank(question, SPANISH, context=context, house=question)
    assert sorted(ranked) == sorted(text.id for text in SPANISH)
