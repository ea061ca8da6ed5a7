"""The words by which guests ask for each thing: patterns over folded words with single spaces."""

from collections.abc import Mapping
from typing import Literal

Intent = Literal[
    "greeting", "availability", "price", "book", "booking_status", "cancel", "change", "fact", "appointment",
    "housekeeping", "complaint", "lost_item", "thanks", "goodbye", "human", "machine", "yes", "no", "other",
]  # fmt: skip

PATTERNS: Mapping[Intent, str] = {
    "human": (
        r"(?:hablar|hablo|comunic\w+|contactar\w*|pas[ae]\w*|atien\w+|atienda|transfier\w+|transferir\w*"
        r"|conect\w+|chatear) (?:\w+ ){0,4}(?:person[a]?|humano|alguien|agente|asesor\w*|recepcion\w*"
        r"|encargad[oa]|gerente|operador\w*|ejecutiv[oa])|(?:persona|humano|agente) (?:real|de verdad"
        r"|por favor|porfavor)|^(?:una )?(?:persona|humano|agente|asesor|operador|recepcionista"
        r"|recepcion)$|(?:talk|speak|chat|connect|transfer|put|pass|contact"
        r"|reach)\w* (?:\w+ ){0,4}(?:human|person|someone|somebody|agent|representative|manager"
        r"|receptionist|reception|staff|operator|front desk|team member)|(?:real|actual|live) (?:person"
        r"|human|agent)|^(?:a )?(?:human|person|agent|representative|operator|receptionist)(?: please)?$"
        r"|(?:need|want|quiero|necesito|prefiero|get me) (?:a |an |una? |un )?(?:human|person|persona"
        r"|humano|agente|asesor|agent)|no (?:me gusta|quiero) hablar con (?:\w+ )?(?:maquina|robot|bot"
        r"|ia)s?|(?:dont|not) (?:\w+ ){0,3}(?:talk|speak|chat)\w* (?:to|with) (?:\w+ )?(?:machine|robot"
        r"|bot)s?|linea de atencion|servicio al cliente|customer service|atencion al cliente|falar com"
        r"|parler a"
    ),
    "machine": (
        r"(?:eres|es usted|sos|estoy hablando con|hablo con|are you|am i (?:talking|speaking"
        r"|chatting) (?:to|with)|is this|esto es|u) (?:\w+ ){0,3}(?:bots?|robot|maquina|ia|ai|machine"
        r"|computer|humano|humana|human|chatbot|inteligencia artificial|person|persona|automatic\w*|real)"
    ),
    "cancel": (
        r"(?:cancel\w*|anul\w+|dar de baja|get rid of|drop|remove|nix|delete|abandon|kill|forget"
        r"|terminate|withdraw|ditch|descart\w+|undo|call off|close|elimin\w+|scrap"
        r"|revoke) (?:\w+ ){0,5}(?:reserv\w+|booking|bookings|stay|estancia|estadia|hospedaje|table|room"
        r"|habitacion|mesa|noche|dinner|it all)|(?:mi|mis|nuestra|una|la|esa|my|our|the|that|those|this"
        r"|a) (?:\w+ ){0,2}(?:reserv\w+|booking|bookings|estancia|stay|table) (?:\w+ ){0,6}(?:cancel\w*"
        r"|anul\w+)|(?:need|want|wish|like|quiero|quisiera|necesito|puedo|deseo|tengo que|can i|could i"
        r"|how do i|como) (?:\w+ ){0,2}(?:cancel\w*|anular\w*)|cancel(?:ar|en|e|a|o)? (?:my|mi|la|the"
        r"|esta|that|todo)|^cancel(?:ar|acion|lation|ation)?(?: please| por favor)?$|(?:not|dont|wont"
        r"|no longer|no|ya no) (?:be )?(?:gonna |going to |voy a |vamos a )?(?:need|needing|use"
        r"|necesit\w+|ir|usar) (?:\w+ ){0,3}(?:reserv\w+|booking)|no longer (?:need|coming)|ya no (?:voy"
        r"|vamos|ire|iremos|podre|podemos|puedo) (?:a )?(?:ir|viajar|llegar)"
    ),
    "change": (
        r"(?:cambi\w+|modific\w+|mover|mueve|mueva|muevan|adelantar|posponer|ceder|transferir|pasar"
        r"|aplazar|extender|alargar|acortar|reprogram\w+|change|modify|move|reschedule|extend|shorten"
        r"|postpone|switch|update|amend|edit|adjust) (?:\w+ ){0,4}(?:reserv\w+|booking|fechas?|dates?"
        r"|dias?|stay|estancia|estadia|noches?|nights?|llegada|salida|arrival|departure|check-in"
        r"|check-out)|(?:reserv\w+|booking|fecha) (?:\w+ ){0,3}(?:cambi\w+|modific\w+|change)"
    ),
    "booking_status": (
        r"(?:confirm|verify|check|double check|check on|find|look up|see|show|verificar|revisar|consultar"
        r"|ver|confirmar|confirmen|buscar|encontrar|saber de) (?:\w+ ){0,5}(?:my|mi|mis|our|nuestra|the"
        r"|i have a|has a|i have|hay una|una|\w+s) ?(?:\w+ ){0,4}(?:reserv\w+|bookings?)|(?:is|are|was"
        r"|esta|estan|quedo|still|do (?:i|you)|does \w+|have) (?:\w+ ){0,6}(?:reserv(?:ation|a|acion)s?"
        r"|bookings?) (?:\w+ ){0,8}(?:confirm\w*|set|ok|lista?|good|correct\w*|hecha|there|still|for"
        r"|under|at|valid|in)|^(?:\w+ ){0,2}(?:my|mi|mis|our) (?:\w+ )?(?:reserv(?:ation|a|acion|as)"
        r"|booking)s?(?: \?)?$|(?:to|i|can you|could you"
        r"|please) (?:re)?confirm (?:\w+ ){0,4}reservations?(?: for| at|$)|(?:estado|status|details"
        r"|detalles|datos|informacion|info|codigo|numero|when is|cuando es|cual es) (?:\w+ ){0,3}(?:my|mi"
        r"|de mi|reserv(?:a|acion|ation)|booking)|(?:ya )?(?:tengo|hice|tenia|hicimos"
        r"|tenemos) (?:\w+ ){0,2}(?:una )?(?:reserva|reservacion)|i (?:have|made|had|already have) (?:a"
        r"|an) (?:\w+ ){0,2}(?:reservation|booking)|(?:check|look) for (?:a |my )?reservations?"
        r"|make sure (?:\w+ ){0,4}(?:reserv\w+|booking)|confirming (?:\w+ ){0,3}reservations?|(?:existe"
        r"|tienen|aparece|ven) (?:\w+ ){0,2}mi reserv\w+|do i have (?:a|any) (?:reservation|booking)"
        r"|(?:reserv\w+|booking) (?:i have|confirmation|status)|does \w+(?: \w+){0,3} have (?:a"
        r"|my) reserv\w+|hay (?:alguna )?reserva a (?:mi )?nombre"
    ),
    "lost_item": (
        r"(?:lost|missing|misplaced|miss placed|left behind|forgot|olvide|olvidamos|deje|perdi"
        r"|perdid[oa]s?|extravi\w+|locate|find|cant find|where (?:is|are)) (?:\w+ ){0,5}(?:luggage|bags?"
        r"|suitcase|phone|wallet|passport|charger|jacket|keys|maleta|maletas|cartera|celular|movil"
        r"|pasaporte|cargador|llaves|chaqueta|telefono|bolso|mochila|reloj|lentes|gafas|equipaje|item)"
        r"|(?:luggage|bags?|suitcase|equipaje|maleta|wallet|phone) (?:\w+ ){0,6}(?:lost|missing|misplaced"
        r"|perdi\w+|found|never came|disappeared)|lost and found|objetos? perdid|lost my|perdi mi"
        r"|cant find my|olvide (?:algo|mi|un)"
    ),
    "complaint": (
        r"(?:no|not|doesnt|dont|wont|isnt|didnt|cant|nunca|never|does not|ne) (?:\w+ ){0,1}(?:funcion\w+"
        r"|sirv\w+|works?|working|clean\w*|flush\w*|limpi\w+|enciend\w+|prend\w+|marche|cierra|close"
        r"|turn on|hay agua|hay luz|dormir)|broken|roto|rota|descompuest[oa]|danad[oa]|averiad[oa]"
        r"|suci[oa]s?|dirty|filthy|noisy|ruidos[oa]|mucho ruido|smells?|huele|leak\w*|fuga|gotea|queja"
        r"|reclamo|complaint|complain|fix|fixed|fixing|repair\w*|reparar\w*|reparen|arreglen"
        r"|arregl[ae]r?lo|muy lent[oa]|(?:very|so|too) slow|mal olor|stuck|atascad[oa]|tapad[oa]"
        r"|out of order|demasiado (?:calor|frio|ruido)|(?:hace|tengo) (?:\w+ )?frio en|terrible|horrible"
        r"|awful|disgusting|pesim[oa]|unacceptable|inaceptable|cockroach\w*|cucarachas?|outage|(?:has"
        r"|have|having|tiene|hay) (?:an? |un |some )?(?:issues?|problems?|problema)|inconsistent"
        r"|disappoint\w+|rude|grosero|no (?:hay )?(?:hot water|agua caliente|agua|luz|electricity|power"
        r"|water|wifi in)|(?:room|habitacion) \d+ (?:has|tiene|needs)|mal servicio|bad service|barely"
        r"|malisim[oa]|not happy|too (?:loud|noisy|hot|cold)|blocked|clogged|tapad[oa]"
    ),
    "housekeeping": (
        r"(?:bring|send|deliver|traer\w*|traig\w+|trae\w*|enviar\w*|envie\w*|mandar?\w*"
        r"|subir\w*) (?:\w+ ){0,4}(?:towels?|toallas?|pillows?|almohadas?|blankets?|cobijas?|mantas?"
        r"|water|agua|drinks|soap|jabon|shampoo|sheets|sabanas|toilet paper|papel|hielo|ice|room"
        r"|habitacion)|(?:necesit\w+|need|quiero|want|more|mas|extra|me faltan?|faltan"
        r"|give me) (?:\w+ ){0,3}(?:towels?|toallas?|pillows?|almohadas?|blankets?|cobijas?|mantas?|soap"
        r"|jabon|papel|sheets|sabanas|cobertores)|(?:clean|limpi\w+|make up"
        r"|arreglar) (?:\w+ ){0,2}(?:my room|mi (?:habitacion|cuarto)|the room|el cuarto|la habitacion"
        r"|room \d+)|room (?:to be )?cleaned|room cleaning|(?:get|have|need|want) (?:it|my \w+"
        r"|the room) (?:\w+ )?cleaned|(?:order|want|need|quiero|pedir"
        r"|necesito) (?:\w+ ){0,2}(?:servicio a la habitacion|room service)|spilled|knocked over"
        r"|derram\w+|wake up call|despertador|despiert\w+ a las|(?:schedule|need|want"
        r"|request) (?:\w+ ){0,3}(?:cleaning|housekeeping)"
    ),
    "appointment": (
        r"(?:book|reserve|reservar?|reserva|make (?:\w+ ){0,2}reservations?|reservations?|schedule"
        r"|agendar|apartar|set) (?:\w+ ){0,8}(?:tables?|mesa|restaurante?s?|dinner|cena|lunch|almuerzo"
        r"|comida|spa|masajes?|massages?|tratamiento|treatment|tour|excursion|haircut|steakhouse|grill"
        r"|diner|pizz\w+)|(?:get|need|want|quiero|quisiera|necesito|like|have|find"
        r"|call) (?:\w+ ){0,6}(?:table|mesa)\b|(?:tables?|mesa|restaurante?s?|dinner|cena|lunch|almuerzo"
        r"|comida|spa|masajes?|massages?|tratamiento|treatment|tour|excursion|haircut|steakhouse|grill"
        r"|diner|pizz\w+) (?:\w+ ){0,6}(?:reserv\w+|appointment|cita|turno)|(?:cita|appointment"
        r"|turno) (?:\w+ ){0,3}(?:para|for|at|en|de|with|con)|(?:book|reserve|reservar|agendar|pedir|need"
        r"|necesito|quiero|arrange) (?:\w+ ){0,3}(?:traslado|transfer|shuttle|taxi al|pickup|massage"
        r"|masaje)|(?:make|book|get|need|set"
        r"|place)\w* (?:\w+ ){0,6}reservations? (?:\w+ ){0,8}(?:at (?!(?:your|the|this|that|a) (?:hotel"
        r"|inn))|[0-9]+ (?:[ap] ?m|o ?clock))|open reservations at|reservations? available at"
    ),
    "price": (
        r"(?:cuanto|cuantos|que) (?:\w+ )?(?:cuesta\w*|vale\w*|sale\w*|cobra\w*|seria|es (?:el total"
        r"|la noche)|costaria|saldria|me sale|valor)|cuanto (?:es|por|seria|cuesta|la noche)"
        r"|cuanto (?:\w+ ){0,3}(?:paga\w*|cobra\w*)|(?:ninos?|menores|bebes?|anos) (?:\w+ ){0,2}pagan?"
        r"|cuesta|vale la|precios?|tarifas?|costos?|costes?|cotiz\w+|presupuesto|ofertas?|descuentos?"
        r"|promocion\w*|promo|valor|how much|prices?|rates?|costs?|pricing|quote|fees?|charges?|total"
        r"|discounts?|deals?|special offers?|cheap(?:er|est)|expensive|precos?|descontos?|promoc\w+"
        r"|promotions?|quanto|prix|combien|quanto custa|(?:como son|que) (?:los )?planes"
    ),
    "book": (
        r"(?:quiero|quisiera|deseo|me gustaria|necesito|puedo|podria|vamos a|voy a|quiere|queremos"
        r"|ayuda\w*|como (?:puedo )?(?:hago|hacer)?|para) (?:\w+ ){0,3}(?:reserv(?:ar|arla|arlo|acion|a)"
        r"|apartar)\b|(?:hacer|realizar|confirmar|haz|haga|hagan|hagamos) (?:\w+ ){0,2}reserv\w+"
        r"|^reserv(?:ar|a|o|emos|acion|ala|alo|ame)\b|\bapart(?:ar|ame|o)\b|reservame|reservala"
        r"|la reservo|lo reservo|\b(?:to |please |can you |could you |you |lets |go ahead and |we "
        r"|i )?(?:book|reserve)(?: \w+){0,6}|mak(?:e|ing) (?:\w+ ){0,3}(?:reservations?|booking)"
        r"|reservations? (?:for|at|to|please|of|in)|booking (?:for|at|a)|need (?:a|to make a) reservation"
        r"|quiero avanzar|me interesa|(?:la|lo|me) (?:quedo|llevo)|i(?:ll| will) take (?:it|that|the|one)"
        r"|reservar|fazer uma reserva|confirmar a reserva|reserver|would like (?:a|the|that"
        r"|one) (?:\w+ )?reservation|try booking|get (?:it|me) booked|booked|book"
    ),
    "availability": (
        r"disponib\w+|dispone[ns]?|availab\w+|vacanc\w+|vacant|(?:hay|tienen|tenes|tienes|tendran"
        r"|tendrian|habra|quedan|queda|tem) (?:\w+ ){0,3}(?:lugar|sitio|espacio|cupo|algo"
        r"|habitacion(?:es)?|cuartos?|alojamiento|hospedaje|estadia|estancia|hospedar\w*|alojar\w*|hotel"
        r"|hotels|room|rooms|suite|suites|place to stay|guest ?houses?|lodging|accommodation|quarto"
        r"|chambre|lodge|place)|(?:busco|buscando|buscamos|buscar|necesito|necesitamos|quiero|quisiera"
        r"|queremos|looking for|look for|find|finding|search\w*|need|needing|want|get|like|recommend"
        r"|suggest|show|interested in|seek\w*|try|help me) (?:\w+ ){0,9}(?:habitacion(?:es)?|cuartos?"
        r"|alojamiento|hospedaje|estadia|estancia|hospedar\w*|alojar\w*|hotel|hotels|room|rooms|suite"
        r"|suites|place to stay|guest ?houses?|lodging|accommodation|quarto|chambre|lodge|place)|(?:is"
        r"|are|do you have|have you got|got|any) (?:there )?(?:\w+ ){0,3}(?:rooms?|anything|something"
        r"|hotels?|space|places?) (?:\w+ ){0,5}(?:for|from|on|in|left|free|open|with|that)"
        r"|do you have (?:any |a )?(?:\w+ )?(?:rooms?|beds?)|(?:stay|staying|hospedar\w*|quedar\w*"
        r"|alojar\w*|dormir|pasar) (?:\w+ ){0,4}(?:noches?|nights?|weekend|days|dias|there|with you"
        r"|con ustedes)|habitacion(?:es)? (?:\w+ ){0,2}(?:para|doble|individual|familiar|sencilla|triple"
        r"|del)|(?:double|single|twin|triple|family) room|place to stay|somewhere to stay|what hotels?"
        r"|which hotels?|another hotel|hotel (?:room|in|near)|[0-9] stars? \w+|(?:information|info) (?:on"
        r"|about) (?:\w+ ){0,4}(?:hotel|lodge|house)"
    ),
    "goodbye": (
        r"\b(?:good ?bye|bye|byebye|buh ?bye|buhbye|adios|chao|chau|ciao|hasta (?:luego|pronto|manana"
        r"|la proxima|la vista)|nos vemos|see (?:you|ya)|see u|take care|cuid\w+se|farewell|later gater"
        r"|later alligator|(?:talk|catch|speak|hablamos|hablare?mos) (?:\w+ ){0,3}(?:later|soon|luego"
        r"|despues|again)|nos hablamos|have a (?:good|great|nice|lovely|wonderful) (?:day|one|night"
        r"|evening|time|weekend)|peace out|toodles|tootles|toodle|tchau|xiao|fairwell|ate logo|au revoir"
        r"|a bientot|so long|good night|feliz (?:dia|noche|tarde)|que (?:tenga|tengas|pase"
        r"|estes?) (?:\w+ ){0,2}(?:bien|buen\w*|feliz\w*|dia)|(?:nice|good|lovely|great|enjoyed"
        r"|pleasure) (?:\w+ ){0,2}(?:to )?(?:talk\w*|speak\w*|chat\w*|see|catch|meet\w*)(?: \w+){0,4}"
        r"|(?:im|i am|gotta|have to|got to) (?:leaving|go|off|head out)(?! to)|you can go now)\b"
    ),
    "thanks": (
        r"\b(?:gracias|thanks?|thank you|thankyou|thankful|thanked|obrigad[oa]|merci|te agradezco"
        r"|se (?:le )?agradece|agradec\w+|appreciat\w+|grateful|gratitude|muy amable|much obliged|cheers"
        r"|(?:youve|you have|you) (?:\w+ ){0,3}(?:help\w*|great|doll|best|awesome|star|angel)|youre (?:a "
        r"|the )?(?:doll|best|great|awesome|lifesaver|helpful)|good job|well done|(?:youre|you are|eres"
        r"|es usted|que) (?:so |very |too |muy )(?:nice|kind|sweet|helpful|good|amables?|buen[oa])"
        r"|that you so much|glad (?:that )?you)\b"
    ),
    "greeting": (
        r"\b(?:hola\w{0,4}|holis|holi|buenas|buenos|buen dia|que tal|como (?:esta|estas|estan|va|andas)"
        r"|saludos|hello|hi|hey|heya|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|whats up"
        r"|wassup|sup|yo|how (?:are|r) (?:you|things|ya)|hows (?:it|life|things|your)|how (?:is|s) (?:it"
        r"|life|your|things)|how (?:do|ya|you) (?:you )?(?:do|doin|doing)|how have you|ola|oi|bom dia"
        r"|boa (?:tarde|noite)|bonjour|bonsoir|salut|what is up|(?:are you|how you|you) (?:are |doing "
        r"|all )?(?:good|well|alright|all right|doing|are)|que onda|que mas|que hubo|quiubo|alo|aloha)\b"
    ),
    "no": (
        r"^(?:no|nop|nope|nah|naw|nel|negativ[oe]|false|falso|incorrect|incorrecto|wrong|nao|non)\b|(?:is"
        r"|its|thats|answer is|was|are|you are|that is) (?:\w+ ){0,2}(?:false|wrong|incorrect"
        r"|not (?:right|true|correct))|not (?:right|true|correct|really|interested|now|today|exactly"
        r"|at all)|(?:dont|do not|no) (?:\w+ ){0,3}(?:want|like|think so|agree|believe|quiero|acept\w+"
        r"|gracias|thanks|ahora|correct)|ill pass|mejor no|para nada|ahora no|tampoco|no me interesa"
        r"|de ninguna manera|(?:cancel|stop|end|quit|abort) (?:that|this|it|the task|task)?$"
        r"|needs? to stop|neither|never mind|nevermind|olvidalo|dejalo|detente|basta|no quiero"
        r"|stop (?:talking|it)|end the task|speak any more|i disagree|disagree"
    ),
    "yes": (
        r"^(?!.*\b(?:certainly|of course|definitely|absolutely|por supuesto que|claro que) (?:not"
        r"|no)\b)(?:si|sip|yes|yep|yeah|yup|yea|ok|okay|oki|vale|dale|claro|sure|correct\w*|exact\w*|true"
        r"|absolut\w+|definitely|certainly|perfect\w*|listo|sale|va|sim|oui|acepto|confirmo|afirmativo"
        r"|affirmative|indeed|great|genial|de acuerdo|por supuesto|desde luego|of course|esta bien"
        r"|bien)\b|(?:sounds|thats|that is|its|it is|that would be|looks|is|was|suena|se ve|esta|estaria"
        r"|that happens to be) (?:\w+ ){0,3}(?:good|great|fine|perfect|correct|true|right|awesome|bien"
        r"|perfecto|genial|affirmative|lovely|excellent|wonderful)|i (?:accept|agree|confirm|do"
        r"|can confirm)\b|go (?:ahead|for it)|hagamos|hagamoslo|me encant\w+|me parece (?:bien|perfecto)"
        r"|lets do|eso (?:es|quiero)|es correcto|asi es|works for me|that works|most definitely"
    ),
}
