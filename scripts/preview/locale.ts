// The values of @salesforce/i18n/* for one viewer, worked out from the locale by Intl, so that base components write dates
// and numbers as that viewer's Salesforce would.

/** Names of the modules whose values are given here; the base components bring their own for all others. */
export const I18N_NAMES = [
  'lang',
  'dir',
  'locale',
  'timeZone',
  'firstDayOfWeek',
  'dateTime.shortDateFormat',
  'dateTime.mediumDateFormat',
  'dateTime.longDateFormat',
  'dateTime.shortDateTimeFormat',
  'dateTime.mediumDateTimeFormat',
  'dateTime.shortTimeFormat',
  'dateTime.mediumTimeFormat',
  'number.decimalSeparator',
  'number.groupingSeparator',
] as const;

export interface Viewing {
  /** As Salesforce writes it: en_US, de. */
  readonly language: string;
  /** As Salesforce writes it: en_US, de_DE. */
  readonly locale: string;
  readonly timeZone: string;
  readonly dir: 'ltr' | 'rtl';
}

/** What Salesforce would choose for somebody who only says a language. */
const LOCALE_OF: Readonly<Record<string, string>> = { de: 'de_DE', fr: 'fr_FR', ar: 'ar_EG', he: 'iw_IL', ja: 'ja_JP' };
export const localeOf = (language: string): string => LOCALE_OF[language] ?? language;

const toBcp47 = (name: string): string => name.replaceAll('_', '-');

export function i18nOf({ language, locale, timeZone, dir }: Viewing): Record<(typeof I18N_NAMES)[number], unknown> {
  const tag = toBcp47(locale);
  const date = (style: 'short' | 'medium' | 'long') => pattern(tag, { dateStyle: style });
  const time = (style: 'short' | 'medium') => pattern(tag, { timeStyle: style });
  const numbers = new Intl.NumberFormat(tag).formatToParts(12_345.6);
  const separator = (type: 'decimal' | 'group') => numbers.find((part) => part.type === type)?.value ?? '';
  return {
    lang: toBcp47(language),
    dir,
    locale: tag,
    timeZone,
    firstDayOfWeek: firstDayOf(tag),
    'dateTime.shortDateFormat': pattern(tag, { year: 'numeric', month: 'numeric', day: 'numeric' }),
    'dateTime.mediumDateFormat': date('medium'),
    'dateTime.longDateFormat': date('long'),
    'dateTime.shortDateTimeFormat': `${date('short')}, ${time('short')}`,
    'dateTime.mediumDateTimeFormat': `${date('medium')}, ${time('medium')}`,
    'dateTime.shortTimeFormat': time('short'),
    'dateTime.mediumTimeFormat': time('medium'),
    'number.decimalSeparator': separator('decimal'),
    'number.groupingSeparator': separator('group'),
  };
}

/** 1 is Sunday, as Salesforce counts. */
function firstDayOf(tag: string): number {
  // Newer than TypeScript's typings.
  const locale = new Intl.Locale(tag) as Intl.Locale & { getWeekInfo(): { firstDay: number } };
  return (locale.getWeekInfo().firstDay % 7) + 1;
}

/** The pattern in CLDR's letters that Intl uses, found by formatting the fifth of March at four past nine. */
function pattern(tag: string, options: Intl.DateTimeFormatOptions): string {
  const parts = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).formatToParts(
    Date.UTC(2033, 2, 5, 9, 4, 7),
  );
  return parts.map(({ type, value }) => LETTERS[type]?.(value) ?? value).join('');
}

const LETTERS: Readonly<Record<string, (value: string) => string>> = {
  year: (value) => (value.length === 2 ? 'yy' : 'yyyy'),
  month: (value) => (/^\d+$/.test(value) ? (value.length === 2 ? 'MM' : 'M') : value.length > 4 ? 'MMMM' : 'MMM'),
  day: (value) => (value.length === 2 ? 'dd' : 'd'),
  hour: (value) => (value.length === 2 ? 'HH' : 'h'),
  minute: () => 'mm',
  second: () => 'ss',
  dayPeriod: () => 'a',
};
