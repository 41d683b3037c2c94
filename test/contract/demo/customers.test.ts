// The phones of the demo: their numbers are nobody's, and differ from each other and from the businesses' own.
import { Customers } from '../../../src/simulator/demo/scene/customers.ts';
import { SECOND } from '../../../src/simulator/demo/scene/second-workspace.ts';
import { expect, test } from '../../support/jest-globals.ts';

test('no customer has a number of the pretend businesses', () => {
  const customers = new Customers(() => {});
  for (let turn = 0; turn < 120; turn += 1) customers.add('ordinary');
  const numbers = customers.list().map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const business = ['+14155550100', '+14155550101', SECOND.number, ...SECOND.pool];
  expect(numbers.filter((number) => business.includes(number))).toEqual([]);
});

test('Intercom hears of everybody but strangers', () => {
  const heard: (string | null)[] = [];
  const customers = new Customers(({ name }) => heard.push(name));
  customers.addStranger();
  customers.add('landline');
  customers.add('landline');
  expect(heard).toEqual(['Maya Example', null, 'Walter Landline']);
});
