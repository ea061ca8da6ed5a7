"""What sounds like danger and is none, in the folded form that `emergency` reads."""

# Figures of speech and things of the house: left out of the sentence; the rest of it still counts.
FIGURES = (
    r"(?:te|me) llamas\b|cierra la boca|shut your mouth|ferme ta bouche|fecha a boca",
    r"smoking (?:is )?(?:allowed|permitted|friendly|there|in)|(?:allow|permit)\w* smoking",
    r"en finir avec (?:cette|la reservation|ce)\b",
    (
        r"(?:wake up|despertar|acordar|reveiller) (?:from |de |d )?(?:this |este |esse |desse "
        r"|deste |ce |un )?"
        r"(?:dream|sueno|sonho|reve)\b"
    ),
    (
        r"locked myself away|(?:me encerre|locked myself in|me tranquei|enfermee?) (?:a |to "
        r"|para |pra |pour )?"
        r"(?:work|trabaj|trabalh|travail|stud|estud|etud)\w*"
    ),
    (
        r"(?:desaparecer|disappear|sumir|disparaitre) (?:del|from the|do|du) (?:mundo|world|monde|mapa|map)"
        r"(?= unos| for| uns| quelques)"
    ),
    r"(?:arma|pistola|cuchillo) de (?:juguete|agua|brinquedo)|(?:toy|water) (?:gun|pistol)s?|pistolet a eau",
    (
        r"(?:no hay|no veo|no sale|sin|no|nao (?:tem|ha|vejo)|sem|pas de|pas d|aucune?) (?:humo|fuego|llamas"
        r"|incendio|smoke|flames|fumaca|fogo|chamas|fumee|feu|flammes|incendie)\b"
    ),
    (
        r"(?:hablar|llamar|talk|speak|call|falar|ligar|parler|appeler) (?:por|on the|no|pelo|au) "
        r"(?:telefono|phone|telefone|telephone)"
    ),
    (
        r"(?:dance ?floor|dj|party|festa|fiesta|soiree|show|bar|team|concert\w*|ambiance|pista) (?:\w+ ){0,2}"
        r"(?:on fire|fire|pegou fogo|pegando fogo|de feu|en feu|en fuego|prendi\w+|arde)"
    ),
    (
        r"(?:want|like|love) to be (?:locked|trapped)\w*|(?:queremos|quiero) quedar\w* encerrad\w*"
        r"|(?:queremos|quero) ficar pres\w*|(?:veut|veux|voudrait) etre (?:enferme|bloque)\w*"
    ),
    (
        r"(?:no|not|doesn t|doesnt|nao|ne) (?:bites?|muerde|morde|mord)\b(?:.{0,12}(?:attack|ataca"
        r"|attaque)\w*)?|fire up"
    ),
    r"salidas? (?:de|contra) incendios?|saidas? (?:de|contra) incendios?|cuartos? de fumador\w*",
    r"(?:smoking|smoke) (?:room|area|floor|section|zone)s?|feux? verts?|uma bomba de",
    (
        r"(?:rob|stole|roub|vole)\w* (?:\w+ )?(?:el|mi|our|my|o|nosso|meu|le|mon|notre) (?:coracao"
        r"|corazon|coeur|heart)"
    ),
    r"(?:precio|tarifa|preco|alarm|detector)\w* (?:\w+ ){0,3}dispar\w+",
    r"dispar\w+ (?:\w+ ){0,2}(?:precio|tarifa|preco|alarm|valor)\w*",
    r"prefiero morir(?:me)? (?:antes )?(?:que|a)\b|rather die than",
    r"(?:quiero|quero) (?:morir|morrer)(?:me)? de (?:la |el )?\w+|grab\w* (?:me|us) (?:a|an|some|the)\b",
    r"(?:to|can|may|not|cannot|can t|we|i|who|don t|you|people|they|does|do) smoke\b|(?:eu|nao|ele|ela) fumo",
    r"cuchillos? y|knives and|facas? e|couteaux et|afraid (?:that|not|so|it|they|the|we|there|you|i)",
    (
        r"(?:me |nos )?(?:muer[oe]\w*|mor\w+) (?:de|por) (?:hambre|risa|sed|frio|calor|ganas|sueno"
        r"|verguenza|aburrimiento|amor|envidia|curiosidad|antojo|una|un|ir|conocer|ver|probar|volver|la "
        r"risa|pena)"
    ),
    (
        r"(?:salidas?|luz|luces|puertas?|telefonos?|numeros?|escaleras?|contactos?|planes|plan) de "
        r"emergencias?"
    ),
    r"(?:detector\w*|sensor\w*) de (?:humo|gas)",
    r"(?:alarmas?|sistemas?|puertas?|seguro) contra incendios?|extintor\w*|punto de reunion",
    r"fuegos artificiales|fuego de artificio|a fuego lento|cocina a gas",
    r"(?:parrilla|asador|estufa|calentador|cocina|horno) (?:es )?a gas",
    r"(?:estoy|estamos) muert[oa]s? de (?:cansancio|hambre|sueno|frio|sed)",
    r"vistas? .{0,12}de (?:muerte|infarto)|de infarto|de muerte",
    r"(?:precio|calor|frio|cansancio|trafico)s? (?:\w+ )?(?:me|nos) mata\w*",
    r"mata\w* (?:el|un poco de) (?:tiempo|hambre)|(?:que|me) mata de risa",
    r"matar por un\w*|mato por un\w*|casi me (?:muero|desmayo|infarto|da un infarto)",
    r"asaltan (?:las |unas )?dudas|la bomba(?= |$)(?! en)",
    r"no hay (?:fuego|incendio|peligro|ninguna emergencia)|falsa alarma",
    r"no es (?:una |ninguna )?emergencia|simulacro",
    r"quem\w+ (?:con|por|al|del?) (?:el )?sol|quema la (?:boca|lengua)",
    r"se (?:me )?quemo (?:el|la) (?:foco|bombilla|cargador|television)|quemadur\w+ de sol",
    r"bombonas? de oxigeno",
    r"(?:to|worth) (?:die|dying) for",
    (
        r"d(?:ie|ying|ied|ead) (?:to|of|for|from|laughing) ?(?:see|try|visit|go|meet|know|hunger|boredom"
        r"|laughter|curiosity|thirst|a|some|the|jealous\w*|embarrass\w*)?"
    ),
    r"starv\w+ to death|scared to death of|bored to death|sick to death|freez\w+ to death|nearly died",
    r"almost died|laughed so hard|dead tired|phone died|battery died",
    r"kill(?:s|ing|ed)? (?:for|time|two birds|some time|the mood|me laughing)|time to kill",
    r"could kill for|would kill for",
    r"(?:prices?|heat|feet|back|wait|jet ?lag|view|flight)s? (?:\w+ )?(?:is|are|re) killing (?:me|us)",
    r"killer\b",
    (
        r"fire ?(?:exits?|escapes?|pits?|places?|works?|extinguishers?|side|shows?|wood|drills?|safety"
        r"|doors?|stick|tv|regulations?|bowls?|table|dance\w*|brick|ants?|stove|grill)"
    ),
    r"camp ?fires?|bon ?fires?|firewood",
    r"(?:bar|food|place|party|playlist|music|dj) (?:is|was|s) (?:on )?fire|wood fired|log fire",
    r"open fire|coal fire|gas (?:grill|stove|heater|fire)|cease ?fire|set off|fired",
    r"(?:smoke|fire|carbon monoxide|gas) detectors?|smoke free|non ?smoking",
    r"emergency (?:exits?|contacts?|numbers?|lights?|kits?|stairs|procedures?|plan|plans)",
    r"the bomb(?= |$)(?! (?:is|in|at|under))|bath bombs?|bombed|photo ?bomb|da bomb|sex bomb",
    r"no (?:fire|danger|emergency)\b|false alarm|(?:not|isn t|isnt) an emergency|fire drill",
    r"nothing urgent",
    r"sun ?burn\w*|burning hot|burns? (?:\w+ )?(?:tongue|mouth|calories)|burning question",
    r"heart ?attack (?:bill|price|grill)|gave me a heart attack (?:when|with|seeing)",
    r"matter of life and death|life ?savers?|(?:stole|broke) my heart",
    r"oxygen (?:bottle|tank|cylinder)s?",
    (
        r"(?:morr\w+|mort[oa]s?|morro) de (?:fome|rir|sede|frio|calor|vontade|sono|vergonha|tedio|amor"
        r"|inveja|saudade\w*|curiosidade|cansaco|preguica|medo de)"
    ),
    r"(?:saidas?|luz|luzes|portas?|telefones?|numeros?|escadas?|contatos?) de emergencia",
    r"queima de fogos|fogos de artificio|show de fogos|fogo de artificio|fogo de lenha|fogao|a fogo",
    r"fogo baixo",
    r"(?:detector\w*|sensor\w*) de (?:fumaca|fumo|gas)|extintor\w*|ponto de encontro|para nao fumantes",
    r"(?:preco|calor|frio)s? (?:\w+ )?me mata\w*|mata\w* (?:o tempo|a fome|por um\w*)|tempo para matar",
    r"de matar|mataria por|prefiro morrer a",
    r"nao (?:ha|tem) (?:fogo|incendio|perigo)|alarme falso|falso alarme|nao e (?:uma )?emergencia",
    r"queima\w* (?:no|do|com o) sol|queimadura de sol|queima a lingua|cilindro de oxigenio",
    r"quase (?:morri|desmaiei|infartei)",
    (
        r"(?:meur\w*|mour\w*|morte?s?) (?:de|d) (?:faim|rire|soif|froid|chaud|envie|sommeil|honte|ennui"
        r"|amour|jalousie|curiosite|fatigue|peur de)"
    ),
    r"a mourir(?: de rire)?|failli mourir|plutot mourir|batterie morte|(?:telephone|portable) est mort",
    r"(?:sorties?|issues?|portes?|escaliers?) de secours|roue de secours|trousse de secours",
    r"numeros? d urgences?|contacts? d urgence",
    r"feux? (?:d artifice|de camp|de bois|de joie|rouges?|de cheminee|tricolores?)|coin du feu",
    r"pot au feu|au feu de bois|cuisine au feu",
    r"(?:detecteur\w*) de (?:fumee|gaz)|extincteur\w*|point de rassemblement|non fumeurs?",
    r"(?:prix|chaleur|froid)s? (?:\w+ )?(?:me|nous) tue\w*|temps a tuer|tuer le temps",
    r"tuer(?:ais|ait)? pour|de la bombe|bombe a raser|c est la bombe",
    r"pas de (?:feu|danger|panique)|fausse alerte|pas une urgence|coups? de soleil|brulante?s?",
    r"brule\w* la langue|bouteille d oxygene",
)

# The whole sentence is about what was, what might be, or where something is.
NOT_NOW = (
    (
        r"(?:en|in|em|desde|since|depuis) (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto"
        r"|octubre|noviembre"
        r"|diciembre|january|february|march|april|june|july|august|october|november|december"
        r"|janeiro|fevereiro"
        r"|marco|maio|junho|julho|outubro|novembro|dezembro|janvier|fevrier|mars|avril|mai|juin|juillet|aout"
        r"|octobre|decembre|sept\w+|setembro)\b"
    ),
    (
        r"ya (?:me|nos) (?:dieron|abrieron|abrio|cambiaron|ayudaron)|ja (?:me|nos) (?:deram"
        r"|abriram)|ja abriram"
        r"|gave (?:me|us) (?:a new|another)|opened the door for us already|m en a donne"
        r"|a deja (?:ouvert|donne)"
        r"|ya (?:esta|estoy|estamos) (?:bien|mejor|resuelto)|pero esta bien|feel(?:ing)? (?:much )?better"
        r"|(?:he|she|all) ?(?:is|s) (?:fine|ok|okay)\b|ja (?:melhorei|passou|resolv\w+)|mas (?:ta|esta) bem"
        r"|(?:mais|et) ca va(?: mieux)?\b"
    ),
    r"(?:en|em|in) (?:caso|case) (?:de|of)|en cas d",
    r"(?:que|o que) (?:pasa|pasaria|hago|acontece|sucede|faco|debo hacer|ocurre) (?:si|se)\b",
    r"what (?:happens|if|do (?:i|we) do if|should (?:i|we) do if)",
    r"que (?:se passe t il|faire) (?:si|en cas)|et si (?:je|on|nous)|y si\b|e se (?:eu|a gente)",
    r"si (?:pierdo|perdemos|me quedo|hay|hubiera|olvido|llego|llegamos|je|on|nous|la porte|j)\b",
    r"if (?:i|we|there|someone|the|you|my)\b|se (?:eu|houver|a gente|perder)\b|por si (?:acaso|me)",
    r"just in case",
    r"(?:el|la) (?:ano|mes|semana|verano) pasad[oa]",
    r"(?:last|previous) (?:year|month|week|summer|time|winter)|(?:ano|mes|semana) passad[oa]",
    (
        r"(?:ans?|annee|mois|semaine|ete|fois|nuit|hiver) (?:dernier|derniere|passee?)\b"
        r"|la derniere fois|hace (?:\w+ ){1,2}(?:anos?|meses|semanas?)"
    ),
    r"(?:years?|months?|weeks?) ago|ha (?:\w+ ){1,2}(?:anos?|meses)|(?:anos?|meses) atras",
    r"il y a (?:\w+ ){1,2}(?:ans?|mois|semaines?)\b|when i was|cuando era|quando eu era",
    r"in (?:19|20)\d\d|en (?:19|20)\d\d|em (?:19|20)\d\d",
    r"hubo|houve|was there|were there|y a t il eu|il y a eu|has there|have you (?:ever )?had",
    r"han tenido|ya tuvieron",
    (
        r"(?:where|donde|onde|ou) (?:is|are|s|esta|estan|hay|fica|ficam|tem|queda|se trouve|est|puedo|can"
        r"|posso|peut on)\b.{0,40}(?:hospital|clinica|clinic|doctor|medico|pharmacy|farmacia|police"
        r"|policia|delegacia|commissariat|exit|salida|alarm|extint)"
    ),
    (
        r"(?:hay|tienen|tem|existe|do you have|is there|are there|have you got|avez vous|y a t il"
        r"|disponen|cuentan con|conocen|conhecem|recommend|recomiendan)\b.{0,25}(?:medic[oa]s?|doctora?s?"
        r"|docteurs?|medecins?|nurses?|enfermer\w+|ambulanc\w+|policia|police|security|seguridad|guard\w*"
        r"|bomberos|pompiers|hospital|dentist\w*|pediatr\w*)\b(?!.{0,40}(?:respir|breath|desmay|pass|wake"
        r"|urgen|now|ya\b|emergenc|sangr|bleed))"
    ),
    r"(?:seguro|insurance|assurance)\b.{0,40}(?:ambulanc\w+|medic\w+)|(?:cubre|covers?|cobre|couvre)\b",
    (
        r"(?:cancel\w+|annul\w+|anul\w+|refund|reembols\w+|rembours\w+|postpone|aplazar|adiar"
        r"|reporter)\b.{0,60}(?:infarto|heart attack|crise cardiaque|stroke|avc|hospital|oper\w+|surgery)"
    ),
    (
        r"(?:infarto|heart attack|crise cardiaque|stroke|avc|hospital)\b.{0,60}(?:cancel\w+|annul\w+"
        r"|anul\w+|postpone|aplazar|adiar|reporter)"
    ),
    (
        r"(?:how|como|comment) (?:does|do|funciona|funcionan|fonctionne|marche)\b.{0,25}(?:alarm"
        r"|cerradura|lock|key|llave|chave|serrure)"
    ),
    r"protocolo|procedure|policy|politica",
    (
        r"(?:pelicula|movie|film|filme|series|serie|novela|book|libro|livre|cancion|song|juego|game"
        r"|escape room)\b"
    ),
    (
        r"^(?!.*\b(?:help|ayud\w+|socorro|aide)\b).*\b(?:broma|joking|just kidding|jaja\w*|haha\w*|lol"
        r"|brincadeira|blague|mdr|kkk\w*)\b"
    ),
)

# Doors that are none: accounts, sites, payments, safes.
ELSEWHERE = (
    r"web|website|site|pagina|app|aplicacion|account|cuenta|conta|compte|e ?mail|correo|courriel",
    r"links?|enlace|lien",
    r"wi ?fi|internet|password|contrasena|senha|mot de passe|netflix|portal|sistema|plataforma|login",
    r"log in|sesion",
    r"pagar|pagando|pago|payment|pay|declined|refused|rechazada|recusado|refusee|credito|credit|debito",
    r"debit|cajero",
    r"caja fuerte|safe|cofre|coffre|descuento|discount|promo\w*|cupon|coupon|reserva|booking code",
    r"lista de espera|minibar",
    (
        r"maleta|suitcase|mala|valise|locker|casillero|armario|casier|trafico|traffic|transito"
        r"|bouchons?|embouteillages?|lodo|barro|mud|lama|boue"
    ),
)
