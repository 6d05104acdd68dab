// The labels of the account card itself, under the names its template uses.
import CHANGE_TITLE from '@salesforce/label/c.Touchpoint_Card_Change_Title';
import EFFORT_TITLE from '@salesforce/label/c.Touchpoint_Card_Effort_Title';
import ERROR_TEXT from '@salesforce/label/c.Touchpoint_Card_Error_Text';
import ERROR_TITLE from '@salesforce/label/c.Touchpoint_Card_Error_Title';
import FEEDBACK_TITLE from '@salesforce/label/c.Touchpoint_Card_Feedback_Title';
import GONE_TEXT from '@salesforce/label/c.Touchpoint_Card_Gone_Text';
import GONE_TITLE from '@salesforce/label/c.Touchpoint_Card_Gone_Title';
import LOADING from '@salesforce/label/c.Touchpoint_Card_Loading';
import NOTHING_TEXT from '@salesforce/label/c.Touchpoint_Card_Nothing_Text';
import NOTHING_TITLE from '@salesforce/label/c.Touchpoint_Card_Nothing_Title';
import PLAY_TITLE from '@salesforce/label/c.Touchpoint_Play_Title';
import POWERED_BY from '@salesforce/label/c.Touchpoint_Card_Powered_By';
import REASONS_TITLE from '@salesforce/label/c.Touchpoint_Card_Reasons_Title';
import REFRESH from '@salesforce/label/c.Touchpoint_Card_Refresh';
import REFRESHED from '@salesforce/label/c.Touchpoint_Card_Refreshed';
import RETRY from '@salesforce/label/c.Touchpoint_Card_Retry';
import RUN from '@salesforce/label/c.Touchpoint_Card_Thresholds_Run';
import SCORED_AT from '@salesforce/label/c.Touchpoint_Card_Scored_At';
import THRESHOLDS from '@salesforce/label/c.Touchpoint_Card_Thresholds';
import TITLE from '@salesforce/label/c.Touchpoint_Card_Title';
import WEEKS_TITLE from '@salesforce/label/c.Touchpoint_Card_Weeks_Title';

export const CARD_WORDS = {
  changeTitle: CHANGE_TITLE,
  effortTitle: EFFORT_TITLE,
  errorText: ERROR_TEXT,
  errorTitle: ERROR_TITLE,
  feedbackTitle: FEEDBACK_TITLE,
  goneText: GONE_TEXT,
  goneTitle: GONE_TITLE,
  loading: LOADING,
  nothingText: NOTHING_TEXT,
  nothingTitle: NOTHING_TITLE,
  playTitle: PLAY_TITLE,
  poweredBy: POWERED_BY,
  reasonsTitle: REASONS_TITLE,
  refresh: REFRESH,
  refreshed: REFRESHED,
  retry: RETRY,
  run: RUN,
  scoredAt: SCORED_AT,
  thresholds: THRESHOLDS,
  title: TITLE,
  weeksTitle: WEEKS_TITLE,
} as const;
