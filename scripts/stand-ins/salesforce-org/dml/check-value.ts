// One value on its way in: what the platform would store, or the error it would answer with.
import type { SaveError } from '../contract.ts';
import { isId, isNumber } from '../schema/field.ts';
import type { Field } from '../schema/field.ts';
import { fullId } from '../schema/ids.ts';
import { storedInstant } from '../store/values.ts';
import type { Stored } from '../store/values.ts';
import { parseDate } from '../../time/zones.ts';

export type Checked = { readonly ok: true; readonly value: Stored } | { readonly ok: false; readonly error: SaveError };

const good = (value: Stored): Checked => ({ ok: true, value });
const bad = (field: Field, statusCode: string, message: string): Checked => ({
  ok: false,
  error: { statusCode, message, fields: [field.name] },
});

const JSON_NAME: Record<string, string> = {
  string: 'VALUE_STRING',
  number: 'VALUE_NUMBER_FLOAT',
  boolean: 'VALUE_TRUE',
  object: 'START_OBJECT',
};

/** A value that cannot be read as the field's type: text keeps the row's error, any other JSON is a parser error. */
function wrongType(field: Field, value: unknown, wanted: string): Checked {
  if (typeof value === 'string')
    return bad(field, 'INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${value}`);
  const shownAs = Array.isArray(value) ? 'START_ARRAY' : (JSON_NAME[typeof value] ?? 'VALUE_NULL');
  return bad(
    field,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${wanted} from ${shownAs} value ${JSON.stringify(value)} or request may be missing a required field`,
  );
}

/** Everything but references to other rows, which need the store. `null` and '' are a blank. */
export function checkValue(field: Field, value: unknown): Checked {
  if (value === null || value === undefined || value === '') {
    if (field.type === 'boolean')
      return bad(
        field,
        'INVALID_TYPE_ON_FIELD_IN_RECORD',
        `${field.label}: value not of required type: ${String(value)}`,
      );
    return field.required
      ? bad(field, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${field.name}]`)
      : good(null);
  }
  if (field.type === 'boolean') return checkBoolean(field, value);
  if (isNumber(field.type)) return checkNumber(field, value);
  if (field.type === 'date' || field.type === 'datetime') return checkTime(field, value);
  if (typeof value === 'object') return wrongType(field, value, 'string');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (isId(field.type)) {
    const id = fullId(text);
    return id === null ? bad(field, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${text}`) : good(id);
  }
  return checkText(field, text);
}

function checkBoolean(field: Field, value: unknown): Checked {
  if (typeof value === 'boolean') return good(value ? 1 : 0);
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' || text === 'false' ? good(text === 'true' ? 1 : 0) : wrongType(field, value, 'boolean');
}

function checkNumber(field: Field, value: unknown): Checked {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) return wrongType(field, value, field.type);
  const factor = 10 ** field.scale;
  // Half away from zero, as the platform rounds; the nudge undoes binary fractions such as 1.005.
  const rounded = (Math.sign(number) * Math.round(Math.abs(number) * factor * (1 + Number.EPSILON))) / factor;
  const whole = field.type === 'int' ? field.precision : field.precision - field.scale;
  if (Math.abs(rounded) >= 10 ** whole) {
    return bad(
      field,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${String(value)}`,
    );
  }
  return good(rounded);
}

function checkTime(field: Field, value: unknown): Checked {
  if (typeof value !== 'string') return wrongType(field, value, field.type);
  if (field.type === 'datetime') {
    const instant = storedInstant(value);
    return instant === null ? wrongType(field, value, 'datetime') : good(instant);
  }
  const date = /^\d{4}-\d\d-\d\d(?:T00:00:00(?:\.000)?Z?)?$/.test(value) ? value.slice(0, 10) : '';
  return parseDate(date) === null ? wrongType(field, value, 'date') : good(date);
}

function checkText(field: Field, text: string): Checked {
  if (field.type === 'picklist' || field.type === 'multipicklist') {
    const parts =
      field.type === 'multipicklist'
        ? text
            .split(';')
            .map((part) => part.trim())
            .filter((part) => part !== '')
        : [text];
    const kept = parts.map(
      (part) => field.picklist.find((known) => known.toLowerCase() === part.toLowerCase()) ?? null,
    );
    const wrong = kept.indexOf(null);
    if (field.restricted && wrong >= 0) {
      return bad(
        field,
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field.label}: bad value for restricted picklist field: ${parts[wrong] ?? ''}`,
      );
    }
    // A multi-select value reads back in the order of the value set.
    const values = kept.map((value, at) => value ?? parts[at] ?? '');
    const inOrder = field.picklist.filter((known) => values.includes(known));
    return good([...inOrder, ...values.filter((value) => !inOrder.includes(value))].join(';'));
  }
  if (field.length > 0 && text.length > field.length) {
    return bad(
      field,
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`,
    );
  }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    return bad(field, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`);
  }
  return good(text);
}
