import { describe, expect, it } from 'vitest';
import { i18nOf, localeOf } from './locale.ts';

const of = (language: string, locale = localeOf(language)) =>
  i18nOf({ language, locale, timeZone: 'Europe/Berlin', dir: 'ltr' });

describe('the values of @salesforce/i18n', () => {
  it('write dates and numbers as an American does', () => {
    expect(of('en_US')).toMatchObject({
      lang: 'en-US',
      locale: 'en-US',
      firstDayOfWeek: 1,
      'dateTime.shortDateFormat': 'M/d/yyyy',
      'dateTime.mediumDateFormat': 'MMM d, yyyy',
      'number.decimalSeparator': '.',
      'number.groupingSeparator': ',',
    });
  });

  it('write dates and numbers as a German does, whose week begins on Monday', () => {
    expect(of('de')).toMatchObject({
      lang: 'de',
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
      firstDayOfWeek: 2,
      'dateTime.shortDateFormat': 'd.M.yyyy',
      'dateTime.mediumDateFormat': 'dd.MM.yyyy',
      'dateTime.shortTimeFormat': 'HH:mm',
      'number.decimalSeparator': ',',
      'number.groupingSeparator': '.',
    });
  });
});
