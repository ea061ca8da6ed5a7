"""What people write when something burns, smokes or smells of gas.

Folded as `emergency` reads it: lower case, no accents, a blank for each apostrophe ("can t", "j ai").
"""

FIRE: dict[str, tuple[str, ...]] = {
    "es": (
        r"hay (?:un |una |mucho |muchisimo |demasiado |como )*(?:fuego|incendio|humo|llamas|fuga de gas)",
        (
            r"(?:veo|vemos|salen|sale|saliendo|echando|entra|hay) (?:muchas? |mucho |unas )*(?:humo"
            r"|llamas|fuego)"
        ),
        r"(?:se |esta |estan )?(?:prendio|prendieron|prendid[oa]s?|agarro|cogio) (?:en )?fuego",
        r"incendi(?:o|aron|ando|ada|ado) (?:el|la|los|las|mi|un|una|en)|se (?:esta |estan )?incendi\w+",
        r"(?:se esta|se estan|estan|esta) (?:quemando|ardiendo)|se quema (?:el|la|mi|algo|todo|un)",
        r"algo quemandose|ardiendo en llamas",
        r"(?:huele|olor) (?:muy fuerte |mucho |fuerte )?a (?:gas|quemado|humo)",
        r"(?:fuga|escape) de gas",
        r"sona\w* la alarma (?:de|contra) (?:incendio|humo|fuego)",
        r"alarma (?:de incendios?|contra incendios?) (?:esta |no para de )?(?:son\w+|activ\w+)",
        r"(?:llam\w+|avis\w+) a (?:los )?bomberos",
        r"(?:exploto|explotaron|explosion|hubo una explosion)\b",
        r"(?:echa\w*|saca\w*|salt\w+|solt\w+|tira\w*) chispas",
        r"mucho humo|humo por todos lados|humo (?:negro|en (?:el|la|las|los|mi))",
    ),
    "en": (
        (
            r"(?:there ?(?:s| is)|we have|i see|see|saw|got) (?:a |some |an? active |lots of |a lot of "
            r"|so much |heavy )*(?:fire|smoke|flames|gas leak)\b"
        ),
        r"(?:on|caught|catching|catch) fire\b|burst into flames|up in flames",
        r"(?:smoke|flames|sparks) (?:is |are |s )?(?:coming|pouring|everywhere|filling|billowing)",
        r"(?:see|smell\w*|full of) (?:\w+ )?(?:smoke|flames)",
        r"(?:smell\w*|smells) (?:\w+ ){0,2}(?:gas|burning|smoke)|gas leak",
        (
            r"(?:something|room|hallway|kitchen|curtains?|building|it|bed|carpet|trash|socket|outlet"
            r"|hotel) (?:is|are|s) (?:burning|ablaze|in flames)\b(?! hot)"
        ),
        (
            r"(?:fire|smoke) alarms? (?:is |are |s |has |just |keeps )?(?:going off|ringing|went off"
            r"|started|sounding|beeping loud)"
        ),
        r"call (?:the )?(?:fire (?:department|brigade|service)|firefighters|firemen)",
        r"\b(?:exploded|explosion)\b",
        r"\bsparking\b|(?:lots of|so much|a lot of|thick|black) smoke",
    ),
    "pt": (
        (
            r"(?:tem|ha|esta havendo|vejo|estou vendo) (?:um |uma |muita |muito |umas )*(?:fogo|incendio"
            r"|fumaca|fumo(?! permitido)|chamas|vazamento de gas|fuga de gas)\b"
        ),
        r"(?:sai\w*|saindo|soltando|entrando|muita|tanta) (?:muita )?(?:fumaca|faiscas|fumo|chamas)",
        r"fumaca (?:saindo|por todo|preta|em todo|no|na)|fumo por todo",
        r"(?:pegando|pegou|pegaram|peguei) fogo|em chamas|esta (?:queimando|ardendo)|coisa queimando",
        r"algo (?:queimando|a arder)",
        r"cheir\w+ (?:muito |forte |bem )*(?:a|de) (?:gas|queimado|fumaca|fumo)",
        r"(?:vazamento|fuga|escape) de gas",
        r"alarme (?:de|contra) incendio (?:esta |nao para de )?(?:toca\w+|dispar\w+|soa\w+|a tocar)",
        r"(?:cham\w+|lig\w+|avis\w+) (?:para )?(?:os |aos )?bombeiros",
        r"\b(?:explodiu|explosao)\b",
    ),
    "fr": (
        (
            r"(?:y a|il y a|je vois|on voit|ya) (?:le |un |du |de la |des |beaucoup de |plein de |une "
            r"|debut d )*(?:feu|incendie|fumee|flammes|fuite de gaz|odeur de (?:gaz|brule))\b(?! (?:rouge"
            r"|de camp|d artifice|de bois))"
        ),
        (
            r"(?:de la|beaucoup de|une|plein de|tant de|trop de) fumee (?:sort|noire|dans|partout|epaisse"
            r"|qui|venant)"
        ),
        r"fumee (?:sort|partout|noire)|sort de la fumee|beaucoup de fumee",
        r"(?:est|sont|etait) en (?:feu|flammes)|a pris feu|ont pris feu|prend feu|\bau feu\b(?! de)",
        r"sent (?:\w+ ){0,2}(?:le |la |du )?(?:gaz|brule|fumee)|fuite de gaz|odeur de (?:gaz|brule)",
        (
            r"(?:quelque chose|rideau|rideaux|cuisine|chambre|hotel|immeuble|poubelle|lit|ca) (?:est en "
            r"train de )?brul(?:e|er|ent)\b"
        ),
        (
            r"alarme (?:incendie|d incendie|de fumee) (?:sonne|s est (?:declenchee|mise)|retentit|se "
            r"declenche)"
        ),
        r"appel\w+ (?:vite )?(?:les )?pompiers",
        r"a explose|\bexplosion\b|fait des etincelles",
    ),
}

# Words that tell of it together, in whatever order, in one sentence that asks nothing.
# fmt: off
TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "es": (
        (r"fuego|incendi\w*|llamas|humo|humareda|chispas|llamarada|gas butano|fuga",),
        (r"quem\w+|ardiendo|chamusc\w+", r"habitacion|cuarto|colchon|cama|cocina|cortina|pasillo|cable"
         r"|enchufe|contacto|basura|lavanderia|bano|abajo|arriba|techo|algo|edificio|hotel|casa"),
        (r"huele|olor|hueele", r"quemad[oa]|chamuscad[oa]|humo"),
        (r"(?:empezo|empieza|empezaron|comenzo) a (?:quemar\w*|arder|humear)|humeando|humito",),
    ),
    "en": (
        (r"fire|smoke|flames?|sparks?|blaze|burning smell|smoky",),
        (r"burn(?:s|t|ing|ed)|melting|smould\w+", r"room|bed|kitchen|hallway|cable|socket|outlet"
         r"|charger|curtain\w*|floor|building|plastic|wire|smell\w*|roof|laundry|something"),
        (r"(?:is|are|s|started|keeps) (?:burning|smoking|smouldering)(?! (?:allowed|permitted|hot|ok"
         r"|area|room|calories))", r"bin|toaster|fan|charger|heater|tv|laptop|socket|outlet|oven|stove"
         r"|something|it|cable|plug|dryer|lamp|iron|microwave|trash|ac"),
    ),
    "pt": (
        (r"fogo|incendio|chamas|fumaca|fumo|faiscas?|labaredas?",),
        (r"queim\w+|ardendo|arder|derretendo", r"quarto|cama|cozinha|cortina|corredor|fio|tomada|lixo"
         r"|lavanderia|banheiro|algo|predio|hotel|cheir\w+|teto|colchao"),
        (r"(?:comecou|comecaram|esta|ta|estao) (?:a )?(?:queimando|queimar|arder|pegando fogo"
         r"|soltando fumaca)",),
    ),
    "fr": (
        (r"(?<!coups de )(?<!coup de )feu|incendie|flammes?|fumee|etincelles|enflamme\w*",),
        (r"brul\w+|fond\b|crame\w*", r"chambre|lit|cuisine|rideau\w*|couloir|cable|prise|poubelle"
         r"|laverie|odeur|quelque chose|immeuble|hotel|toit|matelas|sent"),
        (r"brule(?:nt)?\b(?! (?:la|ma) (?:langue|bouche|peau))", r"grille|four|poubelle|radiateur"
         r"|ventilateur|chargeur|prise|lampe|televiseur|tele|plaque|quelque|ca|cable|fer"),
    ),
}
# fmt: on
