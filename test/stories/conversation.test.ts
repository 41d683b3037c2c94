// The first story to read: a text comes in, and its answer goes out.

import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

describe('a text and its reply', () => {
  test('a customer texts, an admin replies, the reply arrives and is delivered', async () => {
    const { world, maya, theo } = await stage();

    maya.texts('Is my order out?');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Is my order out?']);

    theo.replies('Tomorrow, I promise.');
    await world.settle();
    expect(maya.sees()).toEqual(['Tomorrow, I promise.']);

    const panel = await theo.opensPanel();
    expect(panel.reads()).toContain('Delivered · 8:05AM');
  });
});
