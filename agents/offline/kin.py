"""The words for people: who is an adult, who a child, who comes along."""

from agents.offline.words import bag

ADULTS = bag("adulto adultos adulta adultas adult adults mayores grownups")
CHILDREN = bag(
    "nino ninos nina ninas menor menores hijo hijos hija hijas chico chicos chica chicas peque peques"
    " chamaco chamacos nene nenes nena nenas pequeno pequenos bebe bebes infante infantes nieto nietos"
    " nieta nietas child children childs kid kids baby babies toddler toddlers infant infants son sons"
    " daughter daughters boy boys girl girls grandson granddaughter grandchildren adolescente"
    " adolescentes teenager teenagers teen teens crio crios chiquillo chiquillos chiquilla chiquillas"
    " escuincle escuincles mocoso mocosos pibe pibes piba pibas hermanito hermanita hermanitos hermanitas"
    " gurises newborn newborns kiddo kiddos kiddies nipper nippers tot tots grandkid grandkids grandsons"
    " granddaughters"
)
PEOPLE = bag(
    "persona personas people person persons guest guests huesped huespedes amigos amigas friends travelers"
    " travellers viajeros visitantes ocupantes folks gente senoras senores damas caballeros muchachas"
    " muchachos cuates colegas companeros ladies gentlemen guys blokes lads lasses women men mates buddies"
    " colleagues students estudiantes"
)
# Children only where an age says so: "un sobrino de 8", "my cousin (9)".
YOUNG_IF_AGED = bag(
    "joven jovenes sobrino sobrinos sobrina sobrinas primo primos prima primas hermano"
    " hermanos hermana hermanas chavo chavos chava chavas chavito chavitos chiquito chiquitos chiquita"
    " chiquitas muchacho muchachos muchacha muchachas pelado pelados pelao pelaos guagua"
    " guaguas ahijado ahijada nephew nephews niece"
    " nieces cousin cousins brother brothers sister sisters sibling siblings lad lads lass twins gemelos"
    " gemelas mellizos mellizas"
)
TWINS = bag("twins gemelos gemelas mellizos mellizas")
PARTNER = bag(
    "esposa esposo mujer marido pareja novia novio companero companera senora vieja viejo polola pololo"
    " mama papa madre padre hermano"
    " hermana amiga amigo wife husband partner girlfriend boyfriend spouse fiance fiancee mother"
    " father mom dad brother sister friend mum missus hubby gf bf"
)
PAIRS = bag("suegros padres papas abuelos tios viejos parents grandparents inlaws")
COUPLES = bag("parejas couples matrimonios")
ROOMS = bag("habitacion habitaciones cuarto cuartos room rooms recamara recamaras pieza piezas suites")
