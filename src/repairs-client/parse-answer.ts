import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats/dist/formats.js';
import { BrokenAnswer } from './api-fault.ts';
import { isSecureAddress } from './is-secure-address.ts';
import type { Problem, Repair, RepairPage } from './repairs-api-types.ts';

/** Parsers of response bodies. Each throws BrokenAnswer unless the text is JSON that conforms to the contract. */
export interface AnswerParsers {
  /** Removes unknown members. */
  repair(text: string): Repair;
  page(text: string): RepairPage;
  problem(text: string): Problem;
}

const location = new URL('../../apiSpecFiles/repairs-openapi.json', import.meta.url);
const { fullFormats } = formats;

/** Compiles the schemas of the contract. */
export function createAnswerParsers(): AnswerParsers {
  const ajv = new Ajv({ strict: false, validateSchema: false, removeAdditional: true });
  ajv.addFormat('date', fullFormats.date);
  // Image URLs end up in cards.
  ajv.addFormat('uri', isSecureAddress);
  ajv.addSchema(JSON.parse(readFileSync(location, 'utf8')), 'contract');

  function createParser<Value>(name: string): (text: string) => Value {
    const validate: ValidateFunction<Value> = ajv.compile({ $ref: `contract#/components/schemas/${name}` });
    return (text) => {
      const value = parseJson(text);
      if (!validate(value)) {
        throw new BrokenAnswer(`not a ${name}: ${ajv.errorsText(validate.errors)}`);
      }
      return value;
    };
  }
  return { repair: createParser('Repair'), page: createParser('RepairPage'), problem: createParser('Problem') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser would quote the response.
    throw new BrokenAnswer('not JSON');
  }
}
