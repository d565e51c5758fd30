import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabel, readPlace } from '@domain/chat/readPlace.ts';

test.each([
  ['geo:48.2010,16.3695', 48.201, 16.3695],
  ['geo:48.2010,16.3695,183;crs=wgs84;u=40', 48.201, 16.3695],
  ['geo:-33.8568,151.2153?z=12', -33.8568, 151.2153],
  [' 31.6200, 74.8765 ', 31.62, 74.8765],
  ['https://www.openstreetmap.org/?mlat=23.7808&mlon=90.4071#map=16/23.7/90.4', 23.7808, 90.4071],
  ['https://www.openstreetmap.org/#map=12.5/30.0444/31.2357', 30.0444, 31.2357],
  ['https://www.google.com/maps/place/X/@40.1,-3.7,15z/data=!3m1!4b1!3d40.4168!4d-3.7038', 40.4168, -3.7038],
  ['https://www.google.com/maps/@40.4168,-3.7038,15z', 40.4168, -3.7038],
  ['https://maps.google.com/?q=39.9042%2C116.4074', 39.9042, 116.4074],
  ['https://maps.apple.com/?ll=48.8584,2.2945&q=Tower', 48.8584, 2.2945],
] as const)('CHT-60 %s is a place', (text, latitude, longitude) => {
  expect(readPlace(text)).toEqual({ latitude, longitude });
});

test.each([
  '',
  'here',
  '91, 0',
  '0, 181',
  'geo:1,2 and more',
  '1,2,3,4',
  'https://maps.app.goo.gl/abc',
  'https://example.org/?q=cafe',
  `geo:1,2;${'x'.repeat(3000)}`,
  'javascript:alert(1)',
])('CHT-60 %j is none', (text) => {
  expect(readPlace(text)).toBeNull();
});

test('CHT-60 what is read of any text is on the earth', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (latitude, longitude) => {
      const place = readPlace(`${latitude}, ${longitude}`);
      if (place === null) return;
      expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(place.longitude)).toBeLessThanOrEqual(180);
    }),
  );
});

test('CHT-60 a label is cut to what a place can have', () => {
  expect(placeLabel(`  ${'x'.repeat(400)} `)).toHaveLength(200);
});
