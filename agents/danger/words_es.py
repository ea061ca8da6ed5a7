"""Spanish words of danger by what they stand for: `*` any ending, `_` a blank; folded."""

WORDS = {
    "NOT": "para_que no ni nunca sin tampoco nadie ya_no",
    "STOP": "para deja dejan parar detener detiene",
    "ME": "me mi mis yo nos nosotros nuestra nuestro estoy estamos quede quedamos soy somos",
    "KIN": (
        "papa papi mama mami padre madre hijo hija hijito hijita nene nena bebe bebito nino nina "
        "ninos ninas espos* marido mujer abuel* herman* suegr* novio novia pareja amig* companer* "
        "tio tia prim* sobrin* niet* senor senora huesped hombre chico chica muchach* persona "
        "alguien viejit* cunad* gemel* colega familiar viejo viejita"
    ),
    "CHILD": (
        "bebe bebito nene nena nino nina ninos ninas hijo hija hijos hijas hijito hijita peque* "
        "chiquit* ninit* gemel* niet*"
    ),
    "DOWN": ("tirad* desplom* colaps* inmovil tiesa tieso en_el_piso en_el_suelo al_suelo al_piso desvanec*"),
    "FAINT": (
        "desmay* inconsciente* desvanec* sin_conocimiento perdio_el_conocimiento "
        "perdio_la_conciencia desplom* soponcio"
    ),
    "REACT": (
        "respond* reacciona* despierta* despertar mueve mover moverse levanta levantar levantarse "
        "habla contesta abre_los_ojos reconoce vuelve_en_si caminar pulso late"
    ),
    "BREATHE": "respir* aliento resuell*",
    "HARD": "cuesta dificil* apenas mal trabajo falta ronc*",
    "CHOKE": "falta_el_aire falta_aire sin_aire ahog* atragant* asfixi* atorado_con atorada_con se_atoro",
    "BLEED": "sangr* desangr* hemorragi*",
    "SEVERE": (
        "mucho mucha muchisim* cabeza borbotones parar charco ojo cara oido boca brazo pierna mano "
        "embarazada embarazo todo toda todos todas"
    ),
    "SEIZE": "convul* epilep* ataque_epileptico ataque_de_epilepsia espuma_por",
    "HEART": "infart* paro_cardiaco ataque_al_corazon derrame embolia ictus acv",
    "SWALLOW": "trago trague tragado tomo tomado bebio bebido comio comido ingirio",
    "POISON": (
        "pila pilas bateria cloro veneno detergente moneda lejia boton jabon insecticida raticida "
        "iman quimico acetona desinfectante blanqueador"
    ),
    "BLUE": "azul azules morad* palid* amarill* gris",
    "LIPS": "labios labio cara lengua garganta ojos boca rostro parpados",
    "SWELL": "hinch* cierra cerrando cerro cierran inflam*",
    "ALLERGY": "alergi* anafila* avispa abeja alacran escorpion vibora serpiente culebra medusa",
    "STUNG": "pico picado picaron picadura mordio mordido mordedura",
    "CHEST": "pecho corazon brazo_izquierdo",
    "PAIN": "duele dolor aprieta apret* opresion presion punzada* ardor oprime",
    "FALL": "cayo cai caido caida caerse rodo resbalo resbale golpeo golpee",
    "BAD_FALL": "escalera* escalones cabeza balcon ventana techo nuca tejado piso_de_arriba muro",
    "BONE": "pierna brazo hueso tobillo muneca cadera codo rodilla clavicula",
    "BROKE": "rompi* quebr* fractur* parti* salido",
    "AMBULANCE": "ambulancia* paramedic* samu desfibrilador",
    "MEDIC": "medico doctor doctora medica enfermer*",
    "URGENT": (
        "urge urgente urgentemente emergencia ya rapido ahora auxilio socorro ayuda ayudenme "
        "ayudenos vengan corran corre porfavor deprisa"
    ),
    "LABOUR": "contracciones rompi_fuente rompio_fuente fuente_se rompio_la_fuente pariendo parto",
    "DRUGGED": "sobredosis intoxic* envenen* drogad* borrach* tomo_de_mas bebio_demasiado alcohol",
    "DROWN": "ahog* hundi* fondo",
    "POOL": "piscina alberca agua jacuzzi mar pileta tina banera",
    "FIRE": "fuego incendio incendi* llamas llama llamarada* candela lumbre",
    "SMOKE": "humo humareda humito",
    "BURN": (
        "quem* ardiendo arde chamusc* prendi* encendido_solo encendida_solo derrit* derriti* "
        "derretid* carboniz*"
    ),
    "SPARK": "chispa* chisporrot* cortocircuito corto_circuito chispazo*",
    "SMELL": "huele hueles olor oler apesta",
    "GAS": "gas butano",
    "SCORCH": "quemad* chamuscad* plastico_quemado cable_quemado",
    "EXPLODE": "explot* explosi* revent* estall*",
    "THING": (
        "enchufe cortina* cama colchon sabana* cargador tele television techo pared cable* cocina "
        "estufa cuarto habitacion pasillo lampara basura basurero papelera secador* plancha horno "
        "microondas toma tomacorriente ventilador edificio aire_acondicionado minibar alfombra "
        "sillon sofa ascensor elevador freidora sarten hotel lavanderia almohada tablero calentador "
        "aparato celular telefono patinete palapa silla sillas mesa sombrilla muebles choza cabana"
    ),
    "OUT": (
        "sale salen saliendo salir entra entrando hay veo vemos viene lleno llena llen* echa "
        "echando bota botando suelta soltando saca sacando tira tirando cubre"
    ),
    "ALIVE_NOW": "esta estan se algo todo toda",
    "DOOR": (
        "puso_el_seguro puerta puertas porton cerradura chapa manija pestillo seguro_de_la_puerta "
        "reja cancel entrada picaporte"
    ),
    "KEY": "llave llaves tarjeta llavero codigo",
    "LIFT": "ascensor elevador",
    "TRAPPED": "atrapad* encerr* atascad* atorad* varad* trabad* trancad* bloquead*",
    "OPEN": "abra abran abre abren abrir abrirse abrio cede gira destraba",
    "ENTER": "entrar ingresar pasar regresar meterme meternos",
    "EXIT": "salir salirme salgo salimos bajar",
    "OUTSIDE": "afuera fuera calle intemperie vereda balcon terraza azotea patio banqueta acera jardin",
    "INSIDE": "adentro dentro en_el_cuarto en_la_habitacion en_el_ascensor en_el_elevador",
    "ALONE": "solo sola solito solita solos solas",
    "NOBODY": "nadie ninguno no_hay_quien",
    "ANSWER": (
        "responde responden contesta contestan abre abren atiende atienden viene vienen recibe hay aparece"
    ),
    "EXPOSED": (
        "pijama toalla descalz* desnud* frio lluvia lloviendo llueve helando congel* noche "
        "madrugada calzon* ropa_interior maletas ninos bata oscuro chanclas"
    ),
    "ROOM": (
        "cuarto habitacion bano balcon terraza sauna elevador ascensor escalera* estacionamiento "
        "garaje gimnasio vapor closet azotea patio sotano suite cabana alcoba"
    ),
    "SHUT": "cerro cerrado cerrada trabo tranco trabada atasco atoro bloqueo azoto cerraron cerre",
    "HALTED": "paro parado detuvo detenido trabo atoro quedo atasco pisos descompuso dano fallo",
    "MEDS": "insulina medicina* medicamento* inhalador pastillas_para_el pastilla_del oxigeno leche",
    "LOST": "cayeron botaron perdi perdimos perdio robaron olvide deje dejamos",
    "MAN": (
        "hombre hombres tipo tipos sujeto desconocid* extran* borracho alguien exmarido exnovio "
        "ex_novio ex ex_marido chavo individuo ladron ladrones vecino encapuchado* muchacho guardia "
        "empleado huesped viejo fulano marido esposo novio pareja padrastro jefe taxista gente loco "
        "senor unos grupo"
    ),
    "KNIFE": (
        "cuchillos navajas cuchillo navaja pistola arma armado armados machete revolver escopeta rifle armas"
    ),
    "SHOTS": "disparos disparo balazo* tiros balacera tiroteo balas",
    "FOLLOW": (
        "sigue siguen siguiendo siguio siguieron persigue persigui* acosa* acech* vigila* espera_afuera"
    ),
    "BANG": (
        "golpe* golpea patea* pate* empuja* forz* forcej* aporre* tumbar romper manija jalando toca "
        "tocando rasgu* forzar"
    ),
    "YELL": "grita* gritando grito gritos chilla* pidiendo pide",
    "BREAK_IN": "entrar entro meterse metio metieron abrir colo colarse forzar forzo escondid* debajo_de",
    "HIT": (
        "golpe* pega pego pegando pegaron amenaz* ataca* ataco agred* agarr* manose* toque* tocando "
        "toco empuj* ahorc* estrangul* patea* maltrat* abofet* jalone* acorral* viol* drog* acosa* "
        "lastim*"
    ),
    "LET_GO": (
        "deja_salir deja_ir deja_en_paz suelta deja_entrar deja_pasar dejan_salir se_va "
        "se_quiere_ir quiere_irse dejan_ir soltarme deja_tranquila"
    ),
    "KILL": "matar mata matan matando matarme matarnos asesin* degoll*",
    "POLICE": "policia policias patrulla 911",
    "CALL": "llam* manden mande necesito necesitamos traigan aviso avisen quiero marquen",
    "SCARED": "miedo aterrad* panico asustad* terror temo",
    "HIDING": "escondid* escondi encerrad* encerre encerramos refugi* calladita",
    "ROBBED": "asalt* atrac* robando robar robaron secuestr* apuntan apuntando encanon* apuntaron",
    "RAPE": "violo violaron violar violacion violada abuso_de_mi abusaron abusando abuso_sexual",
    "WOMAN": "mujer senora chica hermana vecina nina",
    "PLEA": "auxilio ayuda socorro",
    "WANT": (
        "quiero quisiera quiere deseo ganas voy vamos va pienso pensando prefiero planeo dice quieren pensado"
    ),
    "DIE": "morir morirme morirse estar_muerto estar_muerta",
    "LIVE": "vivir vivo seguir_viviendo existir seguir_vivo seguir_viva vida seguir_aqui",
    "SUICIDE": (
        "quitarme_de_en suicid* quiero_matarme voy_a_matarme pienso_matarme me_voy_a_matar me_mato "
        "quitarme_la_vida quitarse_la_vida acabar_con_mi_vida terminar_con_mi_vida colgarme "
        "ahorcarme matarse ahorcarse colgarse acabar_conmigo quitarse_de_en_medio tirarme_al "
        "terminar_con_todo acabar_con_todo autolesion*"
    ),
    "JUMP": "saltar salto tirarme aventarme lanzarme tirar tirarse saltando brincar aventarse lanzarse",
    "HEIGHT": "balcon ventana azotea puente techo vacio terraza piso cornisa barandal baranda tejado vias",
    "PILLS": ("pastilla* pastillas tableta* medicamento* somnifero* frasco comprimido* veneno ansioliticos"),
    "ALL": "todas todos toda todo muchas entero entera veinte treinta cuarenta punado monton",
    "TOOK": "tome tomo tomado trague trago tomarme tomandome",
    "CUT": "cortar cortarme cortarse corte cortando cortandose corto",
    "VEINS": "venas munecas vena brazos",
    "WEARY": (
        "aguanto aguantar soporto puedo_mas cansado_de_vivir cansada_de_vivir cansado_de_todo "
        "cansada_de_todo rendi rindo harto_de_vivir harta_de_vivir fuerzas"
    ),
    "SENSE": "sentido caso para_que razon motivo motivos razones merece_la_pena vale_la_pena esperanza",
    "VANISH": (
        "desaparecer dormir_y_no dormirme_para_siempre dormir_para_siempre irme_para_siempre "
        "dejar_de_existir no_existir descansar_para_siempre no_despertar"
    ),
    "GOODBYE": "despedida despedirme despidio adios despedirse carta_de ultima_noche",
    "MISSED": "extran* falta_hare echara_de_menos va_a_llorar notaria importo llorara",
    "BETTER": "mejor estorbo carga",
    "WITHOUT_ME": (
        "sin_mi no_existiera no_estuviera no_hubiera_nacido muerta muerto no_haber_nacido soy_una_carga"
    ),
    "PAST": "ayer anoche pasado pasada antier hace_un hace_una hace_dos hace_anos siempre antes",
    "FEEL": "siento encuentro tiene hay",
    "PULSE": "pulso latido*",
    "END_ALL": "que_todo_termine que_todo_acabe que_todo_pare que_esto_termine que_esto_acabe",
    "HAND": "en_la_mano en_mano",
    "LOVE": "los_amo las_amo la_amo lo_amo los_quiero te_amo",
    "TO_DEATH": "a_golpes a_muerte",
    "PULL": "jal* tiro tira estiro",
    "HAIR": "pelo cabello",
    "ROUTINE": "desayuno temprano mananas noches dias cada_dia diario siempre semanas semana mundo",
    "FORCED": "forzaron forzado forzada robar robaron",
    "EDGE": "orilla borde cornisa barandal baranda",
    "HUNT": "buscando busca buscandome viene_por encontrar",
    "UNDRESSED": "en_toalla de_toalla en_pijama en_calzones desnud* descalz* en_bata en_ropa_interior",
    "BARE": "banaba banando ducha duchaba duchando dormia dormiamos dormida dormido desnud*",
    "ENTERED": "entro entraron metio metieron",
    "CATCH": "agarro prendio pego alcanzo",
    "HEAT": "plancha vela cigarro cigarrillo estufa",
    "SHAKE": "tembl* tirit* escalofrio* delir*",
    "FEVER": "fiebre calentura",
    "WAKE": "despierta despertar reacciona reaccionar vuelve_en_si",
    "RING": "timbre tocando_el interfono tocando_la",
    "THROAT": "garganta",
    "CRY": "llora llorando lloran gritando grita",
    "WITH_US": "con_nosotros_adentro con_nosotros_dentro conmigo_adentro conmigo_dentro",
    "SLEEP": "dormir dormirme",
    "EYES": "abrir_los_ojos despertar",
    "EXTINGUISH": "apagar apagarlo apagarla apaga",
    "GADGET": "tele luz aire radio alarma television",
    "BODY": "piernas pierna brazo brazos cara mano manos lado cuerpo dedos",
    "EYE": "ojo ojos vista",
    "SEE": "veo ve",
    "CAR": "atropell*",
    "SHOCK": "electrocut* descarga toque_electrico calambrazo corriente_electrica",
    "BOILING": "agua_hirviendo aceite_hirviendo agua_caliente aceite",
    "SKIN": "quem* quemadura",
    "CAMERA": "camara camaras celular",
    "HIDDEN": "escondid* ocult*",
    "PEEK": "asom* espia* mirando observ* grab*",
    "WINDOW": "ventana bano ducha balcon",
    "ROPE": "soga cuerda",
    "SPIKED": "echaron echo pusieron puso",
    "DRINK": "bebida trago copa vaso",
    "MONOXIDE": "monoxido",
    "STAND": "levantar levantarse parar pararse de_pie sostenerse caminar",
    "SLUR": "enredado enredada raro balbuce* incoherent* arrastra_las confundid* torcid* chueca chueco",
    "TEAR": "tumb* derrib* romp* forz* patear",
    "PANIC": "corre corriendo evacu* huyendo",
    "WEIRD": "raro rara sospechos*",
    "CALM": (
        "fiebre juguete torta pastel fiesta restaurante pollo carne comida pelicula arroz pizza sol "
        "vapor parrilla lena vela velas chimenea fogata picante chile"
    ),
    "WORKS": "funciona funcionan sirve sirven lee pasa",
    "SPILL": "agua cafe vino jugo derram*",
}
