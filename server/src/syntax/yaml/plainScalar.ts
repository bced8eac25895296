import type { YamlScalar } from './nodes';

/** What PyYAML makes of a plain text; `invalid` where it recognises the form and cannot build the value. */
export type PlainValue = Exclude<YamlScalar['value'], undefined | bigint> | typeof invalid;

/** A text that looks like a date or time and is none. */
export const invalid = Symbol('invalid');

const bool = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const truth = /^(?:yes|true|on)$/i;
const float =
  /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?|[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const int =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][\d_]*)|[-+]?0x[\da-fA-F_]+|[-+]?[1-9][\d_]*(?::[0-5]?\d)+)$/;
const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const timestamp =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d*)?(?:[ \t]*(?:Z|([-+])(\d\d?)(?::(\d\d))?))?$/;

/**
 * The value of a plain scalar as the loader's PyYAML reads it (facts/versions/object-files.md §1): YAML 1.1 with
 * differences. `y` and `n` are texts, and so is a number with an exponent that lacks a dot or the exponent's sign.
 */
export function plainValue(source: string): PlainValue {
  // Most texts begin with another letter and are nothing but texts.
  switch (source[0]) {
    case undefined:
    case '~':
      return source.length > 1 ? source : null;
    case 'n':
    case 'N':
      if (source === 'null' || source === 'Null' || source === 'NULL') return null;
      return bool.test(source) ? false : source;
    case 'y':
    case 'Y':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
      return bool.test(source) ? truth.test(source) : source;
    default:
      return /^[-+.\d]/.test(source) ? numberOrDate(source) : source;
  }
}

function numberOrDate(source: string): PlainValue {
  if (int.test(source) || float.test(source)) return numberOf(source.replaceAll('_', '').toLowerCase());
  const [, year, month, day, hour = '0', minute = '0', second = '0', , offsetHour = '0', offsetMinute = '0'] =
    date.exec(source) ?? timestamp.exec(source) ?? [];
  if (year === undefined) return source;
  const value = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)),
  );
  const exists =
    Number(year) > 0 &&
    value.getUTCMonth() + 1 === Number(month) &&
    value.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60 &&
    Number(offsetHour) * 60 + Number(offsetMinute) < 24 * 60;
  return exists ? value : invalid;
}

/** The number that a text without `_`, in small letters, stands for; base 60 with colons. */
function numberOf(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  if (digits === '.inf') return sign * Infinity;
  if (digits === '.nan') return NaN;
  if (digits.includes(':')) return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  if (/^0[bx]/.test(digits)) return sign * Number(digits);
  if (/^0\d+$/.test(digits)) return sign * Number.parseInt(digits, 8);
  return sign * Number(digits);
}
