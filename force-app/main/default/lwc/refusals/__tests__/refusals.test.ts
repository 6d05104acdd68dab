import { lacksPermission, saidBy } from 'c/refusals';

describe('c/refusals', () => {
  it('takes the sentences about fields and rules before the general one, each once', () => {
    const error = {
      status: 400,
      body: {
        message: 'An error occurred while trying to update the record.',
        output: {
          errors: [{ message: 'Say through which day.', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }],
          fieldErrors: { Until__c: [{ message: 'Say through which day.' }, { message: 'Not a date.' }] },
        },
      },
    };
    expect(saidBy(error)).toEqual(['Say through which day.', 'Not a date.']);
    expect(lacksPermission(error)).toBe(false);
  });

  it('reads the list that ordinary REST answers with, and errors of the browser', () => {
    expect(saidBy({ status: 400, body: [{ message: 'Required fields are missing' }] })).toEqual([
      'Required fields are missing',
    ]);
    expect(saidBy(new Error('Failed to fetch'))).toEqual(['Failed to fetch']);
    expect(saidBy(undefined)).toEqual([]);
  });

  it.each([
    [{ status: 403 }],
    [{ status: 400, body: [{ message: 'x', errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }] }],
    [{ status: 400, body: { message: 'x', output: { errors: [{ message: 'x', errorCode: 'INVALID_TYPE' }] } } }],
  ])('knows that %j lacks a permission', (error) => {
    expect(lacksPermission(error)).toBe(true);
  });
});
