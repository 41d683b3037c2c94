// Amounts of money as people read them.

/** `$0.0079`: more digits than a price usually has, because texts cost less than a cent. */
export function money(amount: string, currency: string): string {
  const number = Number(amount);
  const isKnown = /^[a-z]{3}$/i.test(currency) && Number.isFinite(number) && amount.trim() !== '';
  if (!isKnown) return `${amount} ${currency}`.slice(0, 30);
  return new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 5 }).format(number);
}
