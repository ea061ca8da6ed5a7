// The page's words, Spanish or English by the browser's language, and the one way to make elements.

const WORDS = {
  es: {
    tagline: "El teléfono del huésped", hotel: "Hotel", guests: "Huéspedes", addGuest: "Otro huésped", name: "Nombre",
    number: "Número, solo cifras", add: "Añadir", faults: "Fallos y registro", attach: "Adjuntar", message: "Mensaje", send: "Enviar",
    typing: "escribiendo…", online: "en línea", unreachable: "sin conexión con el sandbox", today: "Hoy", you: "Tú", reply: "Responder",
    cancel: "Quitar", empty: "Escribe al hotel como lo haría un huésped.", choose: "Elegir", close: "Cerrar", windowClosed: "hace más de 24 h que el huésped no escribe",
    image: "Foto de muestra", photo: "Tu foto", audio: "Nota de voz", document: "Documento", location: "Ubicación", contacts: "Contacto",
    sticker: "Sticker", video: "Vídeo", order: "Pedido", unsupported: "No admitido", template: "Plantilla", react: "Reaccionar",
    sends: "Envíos del hotel", kind: "Qué pasa", none: "Nada, todo bien", code: "Código", times: "Cuántos", seconds: "Segundos", statuses: "Estados",
    webhooks: "Webhooks", duplicate: "Duplicar los próximos", wrong: "Firma falsa en los próximos", batch: "Juntar en lotes de", shuffle: "Desordenar",
    apply: "Aplicar", clear: "Todo bien", replay: "Repetir los últimos 5", model: "Modelo", behaviour: "Comportamiento", clock: "Reloj", later: "25 h más tarde",
    now: "Volver a ahora", log: "Registro", reset: "Empezar de cero", resetAsk: "¿Borrar todas las conversaciones del sandbox?", delivers: "Entrega a",
    hint: "El sandbox hace de Meta y del modelo, solo en esta máquina.", failed: "No se pudo: ", all: "Hasta quitarlo",
  },
  en: {
    tagline: "The guest's phone", hotel: "Hotel", guests: "Guests", addGuest: "Another guest", name: "Name",
    number: "Number, digits only", add: "Add", faults: "Faults and log", attach: "Attach", message: "Message", send: "Send",
    typing: "typing…", online: "online", unreachable: "no connection to the sandbox", today: "Today", you: "You", reply: "Reply",
    cancel: "Remove", empty: "Write to the hotel as a guest would.", choose: "Choose", close: "Close", windowClosed: "the guest has not written for more than 24 h",
    image: "Sample photo", photo: "Your photo", audio: "Voice note", document: "Document", location: "Location", contacts: "Contact",
    sticker: "Sticker", video: "Video", order: "Order", unsupported: "Unsupported", template: "Template", react: "React",
    sends: "The hotel's sends", kind: "What happens", none: "Nothing, all is well", code: "Code", times: "How many", seconds: "Seconds", statuses: "Statuses",
    webhooks: "Webhooks", duplicate: "Duplicate the next", wrong: "Wrong signature on the next", batch: "Batch in groups of", shuffle: "Shuffle",
    apply: "Apply", clear: "All well", replay: "Replay the last 5", model: "Model", behaviour: "Behaviour", clock: "Clock", later: "25 h later",
    now: "Back to now", log: "Log", reset: "Start afresh", resetAsk: "Delete all conversations of the sandbox?", delivers: "Delivers to",
    hint: "The sandbox plays Meta and the model, on this machine only.", failed: "Not possible: ", all: "Until removed",
  },
};

// Quick texts by the guest's language: what the chip says, what is sent.
const SAMPLES = {
  es: [["¿Hay habitación?", "Hola, ¿tienen habitación del 5 al 7 de enero para dos?"], ["Reservar", "Quiero reservar la doble, por favor"], ["Estacionamiento", "¿Tienen estacionamiento?"], ["Mascotas", "¿Aceptan mascotas?"], ["Cancelar", "Quiero cancelar mi reserva"], ["Una persona", "Quiero hablar con una persona"]],
  en: [["Any rooms?", "Hello, do you have a room from 5 to 7 January for two?"], ["Book", "I would like to book the double room, please"], ["Parking", "Is there parking?"], ["Pets", "Do you accept pets?"], ["Cancel", "I want to cancel my booking"], ["A person", "I want to talk to a person"]],
  fr: [["Une chambre ?", "Bonjour, avez-vous une chambre du 5 au 7 janvier pour deux ?"], ["Réserver", "Je voudrais réserver la chambre double"], ["Parking", "Avez-vous un parking ?"], ["Annuler", "Je souhaite annuler ma réservation"], ["Une personne", "Je voudrais parler à une personne"]],
  de: [["Zimmer frei?", "Guten Tag, haben Sie vom 5. bis 7. Januar ein Zimmer für zwei?"], ["Buchen", "Ich möchte das Doppelzimmer buchen"], ["Parkplatz", "Gibt es einen Parkplatz?"], ["Stornieren", "Ich möchte meine Buchung stornieren"], ["Ein Mensch", "Ich möchte mit einer Person sprechen"]],
};

export function samplesFor(guest) {
  return SAMPLES[guest.language] || SAMPLES[language];
}

export const language = (navigator.language || "en").toLowerCase().startsWith("es") ? "es" : "en";
export const words = WORDS[language];

// Children are nodes or strings; strings become text nodes, so nothing a guest or hotel writes is ever markup.
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export async function ask(path, content) {
  const options = content === undefined ? {} : { method: "POST", body: JSON.stringify(content), headers: { "content-type": "application/json" } };
  const answer = await fetch(path, options);
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error || answer.statusText);
  return found;
}

export function initials(name) {
  return name.split(/\s+/).filter((part) => !/^(hotel|casa|el|la)$/i.test(part)).slice(0, 2).map((part) => [...part][0].toUpperCase()).join("") || "?";
}

export function tint(text) {
  return "tint" + [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7) % 5;
}
