// The demo's clock is set forward to a night of the customers in which the office is closed, and to the morning after it.
import { DateTime } from 'luxon';
import { nextTime } from '../../../src/simulator/demo/scene/night.ts';
import { expect, test } from '../../support/jest-globals.ts';

test.each(['America/New_York', 'Europe/Berlin', 'Asia/Tokyo', 'UTC', 'Asia/Kolkata'])(
  'an office in %s is closed in the night that is set',
  (zone) => {
    for (let hour = 0; hour < 48; hour += 1) {
      const now = Date.UTC(2026, 10, 30, hour, 17);
      const night = nextTime(now, zone, 'night');
      expect(night).toBeGreaterThan(now);
      const [there, office] = ['America/Los_Angeles', zone].map(
        (one) => DateTime.fromMillis(night, { zone: one }).hour,
      );
      expect(there === undefined || there >= 22 || there < 7).toBe(true);
      expect(office === undefined || office >= 18 || office < 8).toBe(true);
      const morning = DateTime.fromMillis(nextTime(night, zone, 'morning'), { zone: 'America/Los_Angeles' });
      expect(morning.toFormat('H:mm')).toBe('8:06');
    }
  },
);
