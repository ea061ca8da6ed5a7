"""What people write who cannot get in, or out.

Folded as `emergency` reads it: lower case, no accents, a blank for each apostrophe ("can t", "j ai").
"""

LOCKED_OUT: dict[str, tuple[str, ...]] = {
    "es": (
        (
            r"(?:quede|quedo|quedamos|quedaron|dejaron|dejo) (?:a?fuera|en la calle|encerrad\w+"
            r"|atrapad\w+|trabad\w+|atorad\w+|sin (?:la )?llaves?)\b(?! de (?:la lista|servicio|plazo"
            r"|presupuesto))"
        ),
        r"(?:estoy|estamos|esta|estan) (?:encerrad\w+|atrapad\w+|atorad\w+|atascad\w+|trabad\w+)",
        (
            r"(?:estoy|estamos|afuera|en la calle|en el pasillo|fuera)\b.{0,40}(?:nadie (?:abre|responde"
            r"|contesta|atiende)|no (?:puedo|podemos) (?:entrar|abrir)|puerta (?:esta )?cerrada|no "
            r"(?:abre|abren))"
        ),
        (
            r"(?:puerta|timbre|llave|codigo|cerradura|recepcion)\b.{0,40}(?:estoy|estamos|quede|quedamos) "
            r"(?:a?fuera|en la calle|en el pasillo)"
        ),
        (
            r"no (?:puedo|podemos|puede|logro|logramos|consigo|pude|pudimos|me deja|nos deja) (?:entrar"
            r"|abrir|ingresar|acceder|salir)\b.{0,25}\b(?:habitacion|cuarto|hotel|edificio|puerta|depto"
            r"|departamento|apartamento|cabana|villa|bano|elevador|ascensor)\b"
        ),
        (
            r"(?:habitacion|cuarto|puerta|hotel|edificio|cerradura)\b.{0,40}no (?:puedo|podemos) "
            r"(?:entrar|abrir|salir)"
        ),
        r"(?:llave|cerradura)\b.{0,15}no (?:abre|funciona|sirve|entra|gira)",
        (
            r"(?:tarjeta|codigo|clave|chip)\b.{0,25}no (?:abre|funciona|sirve|lee)\b.{0,50}(?:puerta"
            r"|entrar|afuera|habitacion|cuarto)"
        ),
        (
            r"(?:codigo|clave|tarjeta) de (?:la |mi )?(?:puerta|habitacion|entrada|cuarto)\b.{0,12}no "
            r"(?:abre|funciona|sirve)"
        ),
        (
            r"(?:deje|olvide|quedo|quedaron|dejamos|cerre)\b.{0,12}(?:llaves?"
            r"|tarjeta)\b.{0,30}(?:a?dentro|en (?:la |el )?(?:habitacion|cuarto))"
        ),
        r"(?:llaves?|tarjeta) (?:se )?(?:me |nos )?quedo (?:a?dentro|en (?:la habitacion|el cuarto))",
        (
            r"(?<!si )(?:perdi|perdimos|extravie|no encuentro|me robaron) (?:la|mi|las|nuestra) "
            r"(?:llaves?|tarjeta (?:de|llave))"
        ),
        r"se encerro|se quedo encerrad\w+|se cerro la puerta.{0,30}(?:no puedo|afuera|dentro|llave)",
        (
            r"(?:ascensor|elevador)\b.{0,25}(?:paro|atoro|trabo|quedo|detuvo|atasco"
            r"|bloqueo)\b.{0,30}(?:dentro|estamos|conmigo|con nosotros|gente|atrapad\w+)"
        ),
        r"nadie (?:me |nos )?abre|estoy sin llave|timbre no (?:contesta|funciona).{0,20}(?:entrar|abr)",
        r"no podemos entrar al",
    ),
    "en": (
        (
            r"locked (?:\w+ )?out\b(?! of (?:my|the|our) (?:\w+ )?(?:account|email|app|phone|profile"
            r"|booking|safe))"
        ),
        r"lock(?:ed)? (?:my ?self|our ?selves|him ?self|her ?self) (?:out|in)\b|shut (?:\w+ )?out\b",
        r"locked (?:in|inside)\b",
        (
            r"(?:stuck|trapped) (?:in|inside|on|outside) (?:the |a |our |my |an )?(?:\w+ )?(?:elevator"
            r"|lift|bathroom|toilet|balcony|room|sauna|stairwell|hotel|rain|cold|garage|shower|corridor"
            r"|hallway|outside)"
        ),
        r"stuck outside",
        (
            r"can ?(?:t|not|no t) (?:\w+ )?(?:get in|get out|enter|open|get into|get inside"
            r"|access)\b(?:.{0,25}\b(?:room|hotel|building|door|apartment|cabin|villa|lobby|house"
            r"|bathroom|it)\b|\W*$)"
        ),
        r"unable to (?:get into|enter|open) (?:the |our |my )?(?:\w+ )?(?:room|hotel|building|door)",
        (
            r"\bkeys?\b(?: card)?\b.{0,20}(?:won ?t|doesn ?t|does not|not|isn ?t|broke|will not|didn ?t) "
            r"?(?:open\w*|work\w*|turn\w*|let\w*)?\b.{0,30}"
        ),
        r"key ?card (?:doesn ?t|isn ?t|won ?t|stopped|not)",
        r"door ?code (?:doesn ?t|isn ?t|won ?t|not)",
        r"code .{0,12}(?:doesn ?t|isn ?t|won ?t) (?:work|open).{0,25}(?:door|outside|get in)",
        r"left (?:my|the|our) (?:room )?(?:key ?card|keys?|card) (?:in|inside)",
        r"(?<!if )(?<!i )(?:lost|can ?t find) (?:my|the|our) (?:room )?(?:key ?card|keys?)\b",
        r"(?<!if )i (?:have |ve |just )?lost (?:my|the|our) (?:room )?(?:key ?card|keys?)\b",
        (
            r"(?:front|main|hotel|entrance|lobby|gate) ?(?:door|gate)? (?:is |are |s )?(?:locked|closed"
            r"|shut)\b.{0,40}(?:nobody|no one|noone|no answer|outside|can ?t|won ?t|we|let)"
        ),
        r"(?:outside|locked)\b.{0,40}(?:nobody|no one|no answer|door code|can ?t get in|won ?t open)",
        r"nobody (?:is )?(?:opening|answering) the (?:door|bell)",
        r"(?:lift|elevator)\b.{0,25}(?:stopped|stuck|broke down)\b.{0,30}(?:inside|us|with|people|we)",
        r"lock (?:is |s )?(?:broken|jammed|stuck)",
        r"door (?:is |s )?(?:jammed|stuck|won ?t open|wont open|doesn ?t open)",
    ),
    "pt": (
        (
            r"(?:fiquei|ficamos|ficou|estou|estamos|esta|estao) (?:trancad\w+|pres[oa]s?|do lado de fora"
            r"|para fora|na rua|sem (?:a )?chave)\b(?! (?:no transito|de vergonha|de servico))"
        ),
        (
            r"(?:do lado de fora|na rua|la fora|no corredor|aqui fora)\b.{0,40}(?:ninguem|nao (?:consigo"
            r"|conseguimos)|porta)"
        ),
        r"(?:porta|codigo|chave|cartao)\b.{0,40}(?:do lado de fora|na rua|la fora|no corredor|aqui fora)",
        (
            r"nao (?:consigo|conseguimos|consegue|da para|posso|podemos) (?:entrar|abrir|sair"
            r"|acessar)\b.{0,25}\b(?:quarto|hotel|predio|porta|apartamento|casa|chale|banheiro|elevador)\b"
        ),
        r"(?:chave|fechadura)\b.{0,15}nao (?:abre|funciona|entra|gira|serve)",
        r"(?:cartao|codigo)\b.{0,25}nao (?:abre|funciona|le)\b.{0,40}(?:porta|entrar|quarto|fora|rua)",
        r"codigo da porta nao",
        (
            r"(?:deixei|esqueci|deixamos|tranquei|ficou|esquecemos)\b.{0,12}(?:chaves?"
            r"|cartao)\b.{0,25}(?:dentro|no quarto|la dentro)"
        ),
        r"(?:chave|cartao) ficou (?:dentro|no quarto)",
        (
            r"(?<!se eu )(?<!se )(?:perdi|perdemos|nao (?:acho|encontro)) (?:a|as|minha|nossa) (?:chaves?"
            r"|cartao do quarto)"
        ),
        r"se trancou|trancou se|trancad[oa] (?:no|na|dentro)",
        r"porta\b.{0,25}(?:fechada|trancada)\b.{0,30}(?:nao (?:consigo|conseguimos)|ninguem)",
        r"fechadura (?:quebrou|emperrou|travou)|porta (?:emperrou|travou)",
        (
            r"elevador\b.{0,20}(?:parou|travou|quebrou)\b.{0,30}(?:dentro|estamos|gente|conosco|comigo"
            r"|pres[oa]s?)"
        ),
        r"ninguem (?:abre|atende a porta|atende a campainha)|do lado de fora e ninguem",
    ),
    "fr": (
        (
            r"(?:enferme|coince|bloque)e?s? (?:dehors|dans|sur|a l exterieur|au)\b(?! (?:les "
            r"embouteillages|le trafic|le train|mon travail))"
        ),
        (
            r"(?:dehors|sur le palier|dans la rue|a la porte|dans le couloir)\b.{0,40}(?:personne|sans "
            r"(?:ma )?cle|porte|code|ne peut pas|n arrive pas)"
        ),
        (
            r"(?:porte|code|cle|carte)\b.{0,40}(?:sommes|suis|est|reste|restes) (?:dehors|a la porte|a l "
            r"exterieur|enfermes?)"
        ),
        (
            r"(?:peux|peut|pouvons|arrive|arrivons) (?:pas|plus) (?:a |d )?(?:entrer|ouvrir|sortir"
            r"|rentrer|acceder)\b.{0,25}\b(?:chambre|hotel|immeuble|porte|appartement|maison|gite"
            r"|batiment|toilettes|ascenseur)\b"
        ),
        r"peut pas entrer\b",
        (
            r"impossible d (?:entrer|ouvrir|acceder)\b.{0,25}\b(?:chambre|hotel|immeuble|porte"
            r"|appartement|batiment)"
        ),
        r"(?:cle|serrure|badge)\b.{0,15}(?:n ouvre|ne marche|ne fonctionne|ne tourne)",
        (
            r"(?:carte|code)\b.{0,25}(?:n ouvre|ne marche|ne fonctionne)\b.{0,45}(?:porte|entrer|chambre"
            r"|dehors)"
        ),
        r"code de la porte ne",
        r"(?:laisse|oublie)\b.{0,12}(?:cles?|carte|badge)\b.{0,25}(?:interieur|dedans|dans la chambre)",
        r"porte a claque|porte s est (?:refermee|claquee)",
        r"(?<!si j )ai (?:perdu|egare) (?:ma|la|mes|les|notre) (?:cles?|carte de (?:la )?chambre|badge)",
        r"(?:trouve|trouvons) (?:plus|pas) (?:ma|la|mes|notre) cles?\b",
        (
            r"s est enfermee?|suis enfermee?s?|sommes (?:enferme|coince|bloque)e?s\b(?! dans l(?:es|e|a) "
            r"(?:embout|traf|circul|bouch|train|neige))"
        ),
        r"porte\b.{0,25}(?:fermee|verrouillee)\b.{0,30}(?:peut pas|peux pas|personne|arrive pas)",
        r"serrure (?:est )?(?:cassee|bloquee|coincee)",
        (
            r"ascenseur\b.{0,25}(?:arrete|bloque|panne|coince)\b.{0,30}(?:dedans|sommes|suis|interieur"
            r"|nous|gens)"
        ),
        r"(?:dehors|porte) et personne (?:ne )?(?:repond|ouvre)|personne (?:ne |n )?(?:nous )?ouvre",
    ),
}

# Words that tell of it together, in whatever order, in one sentence that asks nothing.
# fmt: off
TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "es": (
        (r"puerta|llaves?|tarjeta|cerradura|chapa|seguro|manija|porton|codigo", r"no (?:abre|abren"
         r"|cierra ni abre|sirve|funciona|gira|lee|quiere abrir|me abre)|no (?:se )?(?:puede|pude"
         r"|puedo|podemos|logro) abrir|dejo de (?:funcionar|servir|abrir)|se (?:trabo|atasco|atoro"
         r"|bloqueo|rompio|quedo trabad\w+)", r"habitacion|cuarto|pasillo|salir|entrar|a?fuera|dentro"
         r"|am\b|noche|madrugada|hotel|puerta|mi|\d\d\d"),
        (r"a?fuera|en la calle|en la entrada|en la puerta|en el pasillo|parad[oa]", r"nadie|timbre"
         r"|toco|no (?:abren|contestan|sale|hay quien)|sin llave"),
        (r"llaves?|tarjeta", r"se (?:me|nos|le) (?:quedo|quedaron|olvid\w+|perd\w+|cay\w+)|deje"
         r"|dejamos|olvid\w+", r"a?dentro|(?:en|del?) (?:la |el |mi )?(?:habitacion|cuarto)(?! y)"
         r"|no (?:puedo|podemos)|entrar|perd\w+|cerre|se cerro"),
        (r"encerrad\w+|atrapad\w+|atorad\w+|encerr[eo]", r"bano|elevador|ascensor|cuarto|habitacion"
         r"|balcon|terraza|sauna|escalera\w*|gimnasio|estacionamiento|espos[oa]|hij[oa]|nin[oa]"),
        (r"elevador|ascensor", r"detuvo|paro|trabo|atoro|atasc\w+|quedo|cayo", r"dentro|aqui|minutos"
         r"|llevamos|estamos|piso|atrapad\w+|adentro"),
        (r"puerta|porton|reja|entrada|hotel|recepcion", r"candado|cerrad[oa]|con llave|cerraron",
         r"no (?:puedo|podemos|hay nadie|abren|contestan)|entrar|frio|lluvia|afuera|nadie|maletas"),
    ),
    "en": (
        (r"door|key ?cards?|keys?|lock|door ?code|handle|gate|card", r"(?:won ?t|doesn ?t|does not|not"
         r"|isn ?t|stopped|can ?t|cannot|refuses to|didn ?t) ?(?:be )?(?:open\w*|work\w*|turn\w*"
         r"|unlock\w*|let\w*|read\w*)|jammed|stuck|broke off|snapped", r"room|hallway|outside|inside"
         r"|get (?:in|out)|am\b|night|door|standing|corridor|building|my|\d\d\d"),
        (r"outside|front door|doorstep|on the street|in the hallway|entrance", r"nobody|no ?one|bell"
         r"|no answer|knock\w*|buzz\w*|won ?t open|locked"),
        (r"keys?|key ?card|card", r"left|forgot|lost|dropped|misplaced", r"inside|in (?:the|my"
         r"|our) room|taxi|beach|can ?t|get in|shut|closed"),
        (r"locked|trapped|stuck|locked in", r"bathroom|elevator|lift|room|balcony|terrace|sauna"
         r"|stairwell|gym|garage|toilet|wife|husband|son|daughter|kid"),
        (r"can ?t|cannot|unable to|couldn ?t", r"get (?:back )?(?:in|into|inside|out of)|enter",
         r"room|hotel|building|apartment|villa|lobby|door|cabin"),
        (r"door|gate|entrance|hotel", r"padlock\w*|locked|closed|shut", r"can ?t|enter|cold|rain\w*"
         r"|outside|nobody|no one|luggage|get in|let (?:me|us) in"),
    ),
    "pt": (
        (r"porta|chaves?|cartao|fechadura|codigo|portao|macaneta", r"nao (?:esta abrindo"
         r"|esta funcionando|abre|abrem|funciona|gira|serve|le|destranca)|nao (?:consigo|conseguimos"
         r"|da para) abrir|parou de (?:funcionar|abrir)|travou|emperrou|quebrou|bateu|trancou",
         r"quarto|corredor|sair|entrar|fora|dentro|manha|noite|madrugada|hotel|porta|meu|minha|\d\d\d"
         r"|abr\w+"),
        (r"fora|na rua|na entrada|na porta|no corredor|aqui fora|la fora", r"ninguem|campainha|tocando"
         r"|nao abrem|nao atendem|sem chave"),
        (r"chaves?|cartao", r"deixei|esquec\w+|ficou|ficaram|perd\w+|caiu", r"dentro|quarto|taxi|praia"
         r"|nao (?:consigo|conseguimos)|bateu|fechou"),
        (r"pres[oa]s?|trancad\w+|tranquei", r"banheiro|elevador|quarto|varanda|sacada|sauna|escada"
         r"|academia|garagem|espos[oa]|filh[oa]"),
        (r"porta|portao|entrada|hotel", r"trancad[oa]|fechad[oa]|cadeado", r"nao (?:consigo"
         r"|conseguimos|tem ninguem|abrem)|entrar|frio|chuva|fora|ninguem|malas"),
    ),
    "fr": (
        (r"porte|cles?|carte|serrure|badge|code|poignee|portail", r"(?:s )?(?:ouvre|ouvrent|marche"
         r"|fonctionne|tourne|lit) (?:pas|plus)|(?:arrive|peux|peut) (?:pas|plus) (?:a |l )?ouvrir"
         r"|bloque\w*|coince\w*|cassee?|claque\w*|refermee|fermee", r"chambre|couloir|sortir|entrer"
         r"|dehors|interieur|matin|nuit|hotel|ma|notre|\d\d\d"),
        (r"dehors|dans la rue|devant l hotel|devant la porte|a l entree|sur le palier|dans le couloir",
         r"personne|sonne\w*|sonnette|n ouvre|repond pas|sans cle"),
        (r"cles?|carte|badge", r"laisse\w*|oubli\w+|perdu\w*|tombe\w*", r"interieur|dans (?:la|ma"
         r"|notre) chambre|taxi|plage|ne (?:peux|peut)|fermee|claque\w*|refermee"),
        (r"enferme\w*|coince\w*|bloque\w*", r"toilettes|salle de bain\w*|ascenseur|chambre|balcon"
         r"|terrasse|sauna|escalier|parking|mari|femme|fils|fille"),
        (r"porte|portail|entree|hotel|grille", r"fermee?|verrouille\w*|cadenas\w*", r"(?:peut|peux"
         r"|pouvons) (?:pas|plus)|rentrer|entrer|froid|pluie|dehors|personne|valises"),
    ),
}
# fmt: on
