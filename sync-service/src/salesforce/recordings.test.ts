import { expect, test } from 'vitest';
import { recordingVendor } from './recordings.ts';

test('a link to a host of Orum names the vendor', () => {
  for (const text of [
    'Recording: https://app.orum.com/recordings/1',
    'see HTTPS://ORUM.COM/x, thanks',
    '<a href="https://api.orumhq.com:443/r?x=1">listen</a>',
    'https://www.example.com/ and https://a.b.orumhq.com./c',
  ])
    expect(recordingVendor(text), text).toBe('Orum');
});

test('the letters alone do not, nor does another host that contains them', () => {
  for (const text of [
    'https://forum.com/orum.com',
    'https://orum.company.com/1',
    'https://notorum.com/recordings/1',
    'https://example.com/?next=https://app.orum.com/x',
    'https://app.orum.com@evil.example/x',
    'called with Orum, see app.orum.com',
    'https://orum.com.evil.example/',
    '',
  ])
    expect(recordingVendor(text), text).toBeNull();
});
