// A published connector is compared with the one that Intercom shows.
import { connectorKinds, faultOfConnector, type SeenConnector, shapeOfConnector } from '../../src/domain/connectors.ts';
import { expect, test } from '../support/jest-globals.ts';

const shape = shapeOfConnector('send-sms', 'https://sms.example.com');
const seen: SeenConnector = {
  ...{ isLive: true, url: shape.url, method: 'post', body: shape.body, inputs: [...shape.inputs, 'more'] },
  headers: ['Authorization', 'Content-Type'],
};

test('a connector as it was published has no fault', () => {
  expect(faultOfConnector(shape, seen)).toBeNull();
});

test.each([
  ['gone', null],
  ['draft', { ...seen, isLive: false }],
  ['changed', { ...seen, url: 'https://sms.example.com/api/v1/texts' }],
  ['changed', { ...seen, method: 'get' }],
  ['changed', { ...seen, body: '{}' }],
  ['changed', { ...seen, headers: ['Content-Type'] }],
  ['changed', { ...seen, inputs: ['message'] }],
] as const)('a connector is %s where Intercom shows %j', (fault, shown) => {
  expect(faultOfConnector(shape, shown)).toBe(fault);
});

test('no connector takes a phone number, so Fin texts contacts alone', () => {
  for (const kind of connectorKinds) {
    const { inputs, body } = shapeOfConnector(kind, '');
    expect(inputs).not.toContain('phone');
    expect(Object.keys(JSON.parse(body))).toEqual([...inputs]);
  }
});
