// Times as they are said: a quarter to five, half past nine.

const quarters: readonly [said: RegExp, minutes: number][] = [
  [/\b(?:an?\s+)?quarter\s+(?:to|till|before)\s+(\d{1,2})(?!\d)/gi, -15],
  [/\b(?:an?\s+)?quarter\s+(?:past|after)\s+(\d{1,2})(?!\d)/gi, 15],
  [/\bhalf\s+past\s+(\d{1,2})(?!\d)/gi, 30],
];

/** The time in digits: `quarter to 5pm` becomes `4:45pm`. */
export function withDigits(typed: string): string {
  return quarters.reduce(
    (text, [said, minutes]) => text.replace(said, (_, hour) => timeOf(Number(hour), minutes)),
    typed,
  );
}

function timeOf(hour: number, minutes: number): string {
  if (minutes > 0) return `${hour}:${minutes}`;
  const before = hour === 1 ? 12 : (hour + 23) % 24;
  return `${before}:${60 + minutes}`;
}

/** Minutes are said in another way, and the hour alone would be wrong: `ten to 5`, or `half 5`, which is two times. */
export function saysMinutes(typed: string): boolean {
  const words = /\b(?:five|ten|quarter|twenty|half)\s+(?:to|till|past|before|after)\s+\d|\bhalf\s+\d/i;
  return words.test(typed) || /\d\s+past\s+\d|\d\s*min(?:ute)?s?\s+(?:to|till|before|after)\s+\d/i.test(typed);
}
