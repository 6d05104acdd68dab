// Who looks at a page, and how: the choices in the address win, then those remembered from an earlier page, then the first rep.
import { localeOf, i18nOf } from './locale.ts';
import type { PreviewContext } from './context.ts';
import { BASE_LANGUAGE, readLabels } from './labels.ts';
import type { Org, Viewer } from './org.ts';

/** What a visitor may choose, as named in the address. */
export const CHOICES = ['viewer', 'lang', 'dir', 'form'] as const;
export type Choices = Partial<Record<(typeof CHOICES)[number], string>>;

const FORM_FACTORS = ['Small', 'Medium', 'Large'] as const;
const API_VERSION = '66.0';

/** @throws OrgProblem when the org does not answer */
export async function contextFor(org: Org, choices: Choices): Promise<PreviewContext> {
  const viewers = await org.viewers();
  const viewer = await chosen(org, viewers, choices.viewer);
  const [session, clockAhead] = await Promise.all([org.signIn(viewer.userId), org.clockAhead()]);
  const labels = readLabels();
  const language = labels.has(choices.lang ?? '') ? (choices.lang ?? BASE_LANGUAGE) : BASE_LANGUAGE;
  // A language from the address brings its own way to write dates and numbers, else the viewer's own holds.
  const locale = choices.lang === undefined || choices.lang === BASE_LANGUAGE ? session.locale : localeOf(language);
  return {
    viewer: named(viewer),
    viewers: FEWEST_FIRST.flatMap((role) => viewers.filter((each) => each.role === role)).map(named),
    permissionSets: session.permissionSets,
    customPermissions: session.customPermissions,
    language,
    languages: [...labels.keys()].map((code) => ({ code, name: languageName(code) })),
    labels: labels.get(language) ?? {},
    i18n: i18nOf({ language, locale, timeZone: session.timeZone, dir: choices.dir === 'rtl' ? 'rtl' : 'ltr' }),
    formFactor: FORM_FACTORS.find((form) => form === choices.form) ?? null,
    clockAhead,
    apiVersion: API_VERSION,
  };
}

/** There are a few managers and many reps: so nobody has to be looked for. */
const FEWEST_FIRST = ['admin', 'manager', 'rep'];

/** @param wanted a role or a user's Id; the rep is the one with most to look at, and so is somebody unknown */
async function chosen(org: Org, viewers: readonly Viewer[], wanted = 'rep'): Promise<Viewer> {
  const known = viewers.find(({ userId, role }) => userId === wanted || (role === wanted && role !== 'rep'));
  if (known) return known;
  const admin = viewers.find(({ role }) => role === 'admin');
  const busiest = admin ? await org.busiestOwner(admin.userId) : null;
  const reps = viewers.filter(({ role }) => role === 'rep');
  const found = reps.find(({ userId }) => userId === busiest) ?? reps[0] ?? viewers[0];
  if (!found) throw new TypeError('A preview needs at least one viewer.');
  return found;
}

const named = ({ userId, name, role }: Viewer) => ({ userId, name, role });

/** In its own words: English, Deutsch. */
function languageName(code: string): string {
  const tag = code.replaceAll('_', '-');
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag.split('-')[0] ?? tag) ?? code;
}
