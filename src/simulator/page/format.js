// Times, numbers and names as people read them.

const clock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
const clockWithDay = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const exact = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** `1:05 PM` today, `Jan 8, 1:05 PM` on any other day; `at` in milliseconds. */
export function timeOf(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return (isToday ? clock : clockWithDay).format(at);
}

export function exactTimeOf(at) {
  return exact.format(at);
}

/** `(415) 555-0132` for North America, anything else as it is. */
export function numberOf(e164) {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164 ?? '') ?? [];
  return area ? `(${area}) ${exchange}-${line}` : (e164 ?? 'No number');
}

/** The customer of a conversation: the name, if it says more than the number, or the number. */
export function titleOf({ name, number }) {
  return name && name !== number ? name : numberOf(number);
}

/** Two letters of a name; of a number its last two digits. */
export function initialsOf(name) {
  const letters = name.match(/\p{L}+/gu);
  if (!letters) return name.replace(/\D/g, '').slice(-2);
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].map((word) => word.charAt(0).toUpperCase()).join('');
}

/** One of six hues that stays the same for the same text. */
export function hueOf(text) {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return sum % 6;
}
