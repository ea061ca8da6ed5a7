"""Replies as a receptionist would write them. None may be held back."""

import pytest

from agents.gate import clean, inspect
from tests.agents.gate_samples import grounds

SPANISH = r"""
¡Hola! Soy el asistente virtual del Hotel Miramar. ¿En qué puedo ayudarle hoy?
Buenos días. ¿Para qué fechas busca habitación y cuántas personas serán?
Para 2 noches, del 8 al 10 de enero, tenemos una habitación doble por 180,00 € en total.
La habitación doble cuesta 90 € por noche; en total son 180 € por 2 noches, impuestos incluidos.
Del viernes 8 de enero al domingo 10 de enero de 2027 hay 3 habitaciones dobles libres.
La suite cuesta 1.234,50 € por dos noches e incluye desayuno.
El precio total es de EUR 180 y se paga en el hotel.
¿Quiere que le reserve la habitación doble por 180 €?
¿Desea que reserve la habitación a su nombre?
Puede cancelar gratis hasta el 6 de enero de 2027 a las 15:00.
La cancelación gratuita es posible hasta el miércoles 6 de enero.
La tarifa flexible es cancelable; la no reembolsable no admite cambios.
Esta tarifa no es reembolsable, por eso es más económica.
Su reserva todavía no está confirmada: falta su respuesta.
Aún no he reservado nada; dígame si le parece bien.
Para confirmar la reserva, responda "sí".
Una vez confirmada la reserva, recibirá aquí mismo el código.
Si le parece bien, pulse Confirmar y la reserva quedará hecha.
Cuando confirme, su habitación quedará reservada.
El check-in es a partir de las 15:00 y el check-out hasta las 12:00.
La entrada es a las tres de la tarde y la salida al mediodía.
Puede entrar desde las 15 h y dejar la habitación antes de las 12 h.
El desayuno se sirve de 7 a 11 de la mañana.
Servimos el desayuno entre las siete y las once.
El desayuno es de 7:00 a 11:00 y está incluido en la tarifa flexible.
La piscina abre de 10:00 a 20:00, del 15 de marzo al 31 de octubre.
En enero la piscina está cerrada; abre el 15 de marzo.
El Wi-Fi es gratis en todo el hotel.
Sí, tenemos aparcamiento cubierto por 25 € la noche.
El estacionamiento cuesta 25 euros por noche.
No admitimos mascotas, lo siento.
La recepción está abierta de 7:00 a 23:00.
Estamos en la Calle Mayor 12, 28013 Madrid.
Nuestro teléfono es +34 912 345 678.
Puede escribirnos a info@miramar.example o llamar al 912 345 678.
Encontrará fotos en https://miramar.example y en www.miramar.example.
El hotel ocupa un edificio de 1920.
La habitación doble tiene 24 m², una cama queen y vista al jardín.
La suite mide 45 m² y tiene 2 camas king y terraza.
Está a 5 minutos a pie de la playa y a 12 km del aeropuerto.
El masaje dura 60 minutos.
En caso de emergencia, llame al 112.
¿Cuántos adultos y cuántos niños viajan?
Lo siento, para esas fechas no quedan habitaciones.
Para esas fechas solo nos queda la suite.
La estancia mínima es de 2 noches.
¿Le interesa alguna de las dos opciones?
Las dos opciones incluyen desayuno.
Tenemos 2 opciones:\n• Doble: 180 €\n• Suite: 1.234,50 €
*Habitación doble*\n8 al 10 de enero\nTotal: 180,00 €
1. Doble flexible: 180 €\n2. Suite: 1234,50 €
¡Gracias a usted! Que tenga un buen día.
Con mucho gusto. ¿Necesita algo más?
De nada, ¡hasta pronto!
Mil gracias por su mensaje.
Disculpe, no le he entendido bien. ¿Me lo puede repetir?
No tengo esa información. ¿Quiere que pregunte a una persona del equipo?
Si lo desea, le paso con una persona de recepción.
¿Prefiere hablar con una persona?
Soy un asistente virtual, no una persona, pero puedo pasarle con recepción.
No soy una persona: soy el asistente virtual del hotel.
Entiendo su molestia y lamento lo ocurrido.
No puedo ofrecer descuentos, pero puedo consultarlo con recepción si quiere.
No puedo aplicar descuentos; eso lo decide el equipo.
Nunca le pediremos el número de su tarjeta por este chat.
Por favor, no envíe datos de su tarjeta por aquí.
Puede pagar con tarjeta o en efectivo en recepción.
Aceptamos tarjeta Visa y Mastercard.
A la llegada le pediremos un documento de identidad o pasaporte.
Traiga su pasaporte para el check-in, por favor.
No encuentro ninguna reserva con ese código. ¿Puede revisarlo?
¿Me da el código de su reserva y su apellido?
Su código de reserva es H7K2M9.
La reserva H7K2M9 es del 8 al 10 de enero, por 180 €.
¿Quiere cancelar la reserva H7K2M9?
Si cancela después del 6 de enero, se cobra la primera noche: 90 €.
Puede cancelar sin cargo hasta 48 horas antes.
Los niños menores de 6 años se alojan gratis.
Guardamos su equipaje sin coste el día de la salida.
La tasa turística no está incluida en el precio.
El precio incluye impuestos.
Hay mercado los jueves cerca del hotel.
¿A qué hora llegará?
¿Viene en coche o necesita un traslado?
Hoy tenemos la piscina cerrada.
Buenas noches, ¿en qué le ayudo?
Por la mañana el sol da en la terraza.
Nuestra Suite con vista al mar es la más tranquila.
La habitación "Deluxe Sea View with Balcony" tiene balcón.
En la carta hay "Caesar Salad with the house dressing" y pescado del día.
¿Las fechas son del 8 al 10 de enero? Si son otras, dígamelo.
Para 3 personas le recomiendo la suite.
Un niño de 5 años puede dormir en la cama de los padres.
La planta 3 tiene las mejores vistas.
El hotel tiene 4 plantas y ascensor.
No se preocupe, lo miramos juntos. ¿Para qué día sería?
Esa tarifa incluye desayuno para dos personas.
Lo siento, no he podido comprobar la disponibilidad en este momento.
En este momento no puedo ver los precios. ¿Quiere hablar con recepción?
¿Confirma la cancelación de la reserva H7K2M9 con un cargo de 90 €?
Estas son las condiciones: doble, 2 noches, 180 €, cancelación gratuita hasta el 6/1.
Llegada: 08/01/2027. Salida: 10/01/2027.
Llegada 2027-01-08, salida 2027-01-10.
¡Claro! Le cuento: hay dos piscinas y un gimnasio.
La doble es para 2 personas; la suite, para 4.
Cada habitación tiene caja fuerte, secador y aire acondicionado.
😊 ¡Bienvenido! ¿En qué puedo ayudarle? 👨‍👩‍👧
1️⃣ Reservar\n2️⃣ Mi reserva\n3️⃣ Hablar con una persona
"""
ENGLISH = r"""
Hello! I am the virtual assistant of Hotel Miramar. How can I help you today?
Good morning. Which dates are you looking for, and how many guests?
For 2 nights, 8 to 10 January, we have a double room for €180.00 in total.
The double room is €90 per night, so 180 EUR for two nights, taxes included.
From Friday, January 8 to Sunday, January 10, 2027 there are 3 double rooms free.
The suite is EUR 1,234.50 for two nights, breakfast included.
The total is €180, payable at the hotel.
Would you like me to book the double room for €180?
Shall I book it for you?
You can cancel free of charge until January 6, 2027.
Free cancellation is possible until Wednesday 6 January.
The flexible rate can be cancelled until January 6th.
The non-refundable rate cannot be changed or cancelled.
Your booking is not confirmed yet: please reply "yes".
I have not booked anything yet; let me know if that suits you.
To confirm the booking, tap Confirm.
Once confirmed, your booking code appears here.
Once you confirm, your room is booked.
If that is fine with you, tap Confirm.
Check-in is from 3 pm and check-out is until noon.
Check-in starts at 3:00 PM and check-out is at 12:00 PM.
Check-in is at three o'clock in the afternoon.
Breakfast is served from 7 to 11 am.
Breakfast is from 7:00 am to 11:00 am.
The pool is open from 10 am to 8 pm, 15 March to 31 October.
In January the pool is closed; it opens on March 15.
Wi-Fi is free everywhere in the hotel.
Yes, we have covered parking for €25 per night.
Parking costs 25 euros a night.
I'm sorry, we do not accept pets.
Reception is open from 7:00 to 23:00.
We are at Calle Mayor 12, 28013 Madrid.
Our phone number is +34 912 345 678.
You can write to info@miramar.example or call +34 912 345 678.
You will find photos at https://miramar.example.
The building dates from 1920.
The double room has 24 m², a queen bed and a garden view.
The suite has 45 m², 2 king beds and a terrace.
It is a 5-minute walk from the beach and 12 km from the airport.
The massage takes 60 minutes.
In an emergency, call 112.
How many adults and how many children are travelling?
I'm sorry, there are no rooms left for those dates.
Only the suite is left for those dates.
The minimum stay is 2 nights.
Which of the two options do you prefer?
Both options include breakfast.
We have 2 options:\n• Double: €180\n• Suite: €1,234.50
*Double room*\n8-10 January\nTotal: 180.00 EUR
1. Flexible double: €180\n2. Suite: €1,234.50
Thank you! Have a lovely day.
You're welcome. Is there anything else I can do for you?
I'm sorry, I did not quite understand. Could you say that again?
I do not have that information. Would you like me to ask the staff?
If you like, I can hand you over to a person at reception.
Would you rather speak to a person?
I am a virtual assistant, not a person, but I can put you through to reception.
I'm not a human, I'm the hotel's virtual assistant.
I understand, and I am sorry about that.
I cannot offer discounts, but I can ask the staff if you like.
I'm unable to give a discount; the team decides that.
We will never ask for your card number in this chat.
Please do not send your card details here.
You can pay by card or in cash at reception.
We accept Visa and Mastercard.
Please bring your passport for check-in.
I cannot find a booking with that code. Could you check it?
May I have your booking code and surname?
Your booking code is H7K2M9.
Booking H7K2M9 is from 8 to 10 January, at €180.
Do you want to cancel booking H7K2M9?
If you cancel after January 6, the first night is charged: €90.
You can cancel at no cost up to 48 hours before.
Children under 6 stay free.
We keep your luggage free of charge on the day you leave.
City tax is not included in the price.
The price includes taxes.
There is a market on Thursdays near the hotel.
What time will you arrive?
Are you coming by car, or do you need a transfer?
The pool is closed today.
Good evening, how may I help you?
In the morning the terrace is in the sun.
Our Suite con vista al mar is the quietest one.
Feel free to ask if you have any questions.
The rooms are smoke-free.
Are the dates 8 to 10 January? If not, please tell me.
For 3 people I recommend the suite.
A child of 5 can sleep in the parents' bed.
The hotel has 4 floors and a lift.
No worries, let us look at it together. Which day would it be?
That rate includes breakfast for two people.
I'm sorry, I could not check availability just now.
Arrival: 01/08/2027. Departure: 01/10/2027.
Arrival 2027-01-08, departure 2027-01-10.
Each room has a safe, a hairdryer and air conditioning.
The hotel is fully booked on those dates, I'm afraid.
Two rooms are free for those nights.
May I suggest the suite? It is very quiet.
The double sleeps 2 people; the suite sleeps 4.
😊 Welcome! How can I help? 🏖️
"""


def lines(block: str) -> list[str]:
    return [line.replace("\\n", "\n") for line in block.strip().splitlines()]


@pytest.mark.parametrize("text", lines(SPANISH))
def test_a_good_spanish_reply_passes(text):
    assert inspect(clean(text), grounds("es")) == []


@pytest.mark.parametrize("text", lines(ENGLISH))
def test_a_good_english_reply_passes(text):
    assert inspect(clean(text), grounds("en")) == []


def test_the_corpus_is_large_enough():
    assert len(lines(SPANISH)) + len(lines(ENGLISH)) >= 190
