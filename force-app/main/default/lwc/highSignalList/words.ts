// The labels of the list itself; its children have their own.
import CLEAR from '@salesforce/label/c.Touchpoint_List_Clear';
import COUNT from '@salesforce/label/c.Touchpoint_List_Count';
import COUNT_ONE from '@salesforce/label/c.Touchpoint_List_Count_One';
import EMPTY from '@salesforce/label/c.Touchpoint_List_Empty';
import EMPTY_HINT from '@salesforce/label/c.Touchpoint_List_Empty_Hint';
import ERROR from '@salesforce/label/c.Touchpoint_List_Error';
import FEEDBACK_SAVED from '@salesforce/label/c.Touchpoint_List_Feedback_Saved';
import HIDDEN from '@salesforce/label/c.Touchpoint_List_Hidden_Columns';
import LOADING from '@salesforce/label/c.Touchpoint_List_Loading';
import NO_ACCESS from '@salesforce/label/c.Touchpoint_List_No_Access';
import NO_ACCESS_HINT from '@salesforce/label/c.Touchpoint_List_No_Access_Hint';
import NONE_MINE from '@salesforce/label/c.Touchpoint_List_None_Mine';
import NONE_TEAM from '@salesforce/label/c.Touchpoint_List_None_Team';
import NOTHING from '@salesforce/label/c.Touchpoint_List_Nothing';
import REFRESH from '@salesforce/label/c.Touchpoint_List_Refresh';
import RETRY from '@salesforce/label/c.Touchpoint_List_Retry';
import SHOW_ALL from '@salesforce/label/c.Touchpoint_List_Show_All';
import SNOOZED from '@salesforce/label/c.Touchpoint_List_Snoozed';
import SUBTITLE from '@salesforce/label/c.Touchpoint_List_Subtitle';
import TITLE from '@salesforce/label/c.Touchpoint_List_Title';
import WHY_TITLE from '@salesforce/label/c.Touchpoint_List_Why_Title';

export const LIST_WORDS = {
  clear: CLEAR,
  count: COUNT,
  countOne: COUNT_ONE,
  empty: EMPTY,
  emptyHint: EMPTY_HINT,
  error: ERROR,
  feedbackSaved: FEEDBACK_SAVED,
  hidden: HIDDEN,
  loading: LOADING,
  noAccess: NO_ACCESS,
  noAccessHint: NO_ACCESS_HINT,
  noneMine: NONE_MINE,
  noneTeam: NONE_TEAM,
  nothing: NOTHING,
  refresh: REFRESH,
  retry: RETRY,
  showAll: SHOW_ALL,
  snoozed: SNOOZED,
  subtitle: SUBTITLE,
  title: TITLE,
  whyTitle: WHY_TITLE,
} as const;
