// The one error that the org throws at its callers: an official error code and the platform's wording.
// The HTTP side turns it into a response; nothing here knows about HTTP.

/** `errorCode` is an official API code such as INVALID_FIELD; `fields` names the fields at fault, possibly none. */
export class OrgError extends Error {
  readonly errorCode: string;
  readonly fields: readonly string[];

  constructor(errorCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.name = 'OrgError';
    this.errorCode = errorCode;
    this.fields = fields;
  }
}
