// The people of the busy morning: what forty customers text, and what becomes of each.

/** `failed`: the answer ends with this error of Twilio's. `late`: Intercom tells of the answer hours after it was written. */
export type Fate =
  | { kind: 'waiting' | 'picture' | 'stopped' | 'stranger' }
  | { kind: 'answered' | 'closed' | 'scheduled' | 'by-bot' | 'late' | 'answered-after-stop'; answer: string }
  | { kind: 'failed'; answer: string; code: number };

export interface Extra {
  texts: string;
  fate: Fate;
}

const waiting = (texts: string): Extra => ({ texts, fate: { kind: 'waiting' } });
const stranger = (texts: string): Extra => ({ texts, fate: { kind: 'stranger' } });
const picture = (texts: string): Extra => ({ texts, fate: { kind: 'picture' } });
const answered = (texts: string, answer: string): Extra => ({ texts, fate: { kind: 'answered', answer } });
const closed = (texts: string, answer: string): Extra => ({ texts, fate: { kind: 'closed', answer } });
const failed = (texts: string, answer: string, code: number): Extra => ({
  texts,
  fate: { kind: 'failed', answer, code },
});

/** The last ones stand at the top of the inbox. */
export const CAST: readonly Extra[] = [
  closed('Thanks, the parcel came!', 'Great to hear. Have a good day!'),
  closed('What are your opening hours?', 'Monday to Friday, 9 to 6.'),
  closed('Can I pay by card at the door?', 'Yes, card and cash.'),
  closed('Is parking free?', 'Yes, behind the building.'),
  answered('Can I move my appointment to Thursday?', 'Thursday at 10 is free. Shall I book it?'),
  answered('The code you sent does not work', 'I have made a new one: 4471.'),
  answered('Do you ship to Canada?', 'We do. It takes five days.'),
  answered('My invoice has the wrong address', 'I will send you a corrected one today.'),
  answered('Could somebody call me back?', 'Of course. Is 2 pm fine?'),
  answered('Is size 42 in stock?', 'One pair is left. Shall I keep it for you?'),
  { texts: 'Where is my refund?', fate: { kind: 'by-bot', answer: 'Refunds take three to five days.' } },
  {
    texts: 'How do I reset my password?',
    fate: { kind: 'by-bot', answer: 'Choose “Forgot password” on the sign-in page.' },
  },
  { texts: 'Do you have gift cards?', fate: { kind: 'by-bot', answer: 'Yes: in the shop, under “Gifts”.' } },
  {
    texts: 'Please remind me of the fitting',
    fate: { kind: 'scheduled', answer: 'Reminder: your fitting is today at 3 pm.' },
  },
  { texts: 'When is my next check-up?', fate: { kind: 'scheduled', answer: 'Your check-up is tomorrow at 9.' } },
  { texts: 'Is the shop open on Sunday?', fate: { kind: 'late', answer: 'We are closed on Sundays.' } },
  { texts: 'Can I change the colour?', fate: { kind: 'late', answer: 'Yes, until it is packed.' } },
  { texts: 'Too many messages', fate: { kind: 'stopped' } },
  { texts: 'Who is this?', fate: { kind: 'stopped' } },
  { texts: 'Is my table booked?', fate: { kind: 'answered-after-stop', answer: 'Yes, for four at eight.' } },
  failed('Did you get my form?', 'We did, thank you.', 30003),
  failed('Can you text this number instead?', 'Sure. Does this arrive?', 30005),
  failed('Call me on the office phone', 'We will ring you at noon.', 30006),
  failed('Any discounts this week?', 'FREE gift!!! Click now', 30007),
  failed('Are you still there?', 'Yes, we are.', 30008),
  failed('Please confirm my order', 'Confirmed: two chairs.', 30003),
  picture('This arrived broken'),
  picture('Is this the right part?'),
  picture(''),
  stranger('Hi, do you repair watches?'),
  stranger('Is this the number of the clinic?'),
  stranger('I got this number from a friend'),
  stranger('Hello?'),
  waiting('Where is my order? It should have been here on Friday'),
  waiting('I was charged twice 😡'),
  waiting('The app says “error 12”'),
  waiting('Can I still cancel?'),
  waiting('The door code has changed, it is 2580 now'),
  waiting('Running ten minutes late, sorry!'),
  waiting('Hi! Quick question about my contract'),
];
