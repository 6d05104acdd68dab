// How a component asks a person what they think of a signal. The dialog itself is c/signalFeedbackDialog; this is the
// door to it, so that whoever opens it knows nothing of dialogs.
import { filled } from 'c/figures';
import FeedbackDialog from 'c/signalFeedbackDialog';
import type { FeedbackKind } from 'c/signalFeedbackDialog';
import DISMISS from '@salesforce/label/c.Touchpoint_Feedback_Dismiss_Title';
import NOT_USEFUL from '@salesforce/label/c.Touchpoint_Feedback_Not_Useful_Title';
import SNOOZE from '@salesforce/label/c.Touchpoint_Feedback_Snooze_Title';
import USEFUL from '@salesforce/label/c.Touchpoint_Feedback_Useful_Title';

export type { FeedbackKind };

export interface FeedbackRequest {
  readonly kind: FeedbackKind;
  readonly accountId: string;
  readonly accountName: string;
  /** The viewer's date (`YYYY-MM-DD`), from which a snooze is counted; without it, the browser's clock in the viewer's zone. */
  readonly today?: string | undefined;
}

const TITLES: Readonly<Record<FeedbackKind, string>> = {
  Snooze: SNOOZE,
  Dismiss: DISMISS,
  Useful: USEFUL,
  'Not useful': NOT_USEFUL,
};

/** Opens the dialog; resolves with 'saved' once the org holds the feedback, and with undefined when the person left it. */
export function giveFeedback(request: FeedbackRequest): Promise<'saved' | undefined> {
  return FeedbackDialog.open<'saved'>({
    label: filled(TITLES[request.kind], request.accountName),
    size: 'small',
    kind: request.kind,
    accountId: request.accountId,
    ...(request.today === undefined ? {} : { today: request.today }),
  });
}
