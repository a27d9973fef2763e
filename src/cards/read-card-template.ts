import { readFileSync } from 'node:fs';
import { type CompiledTemplate, compileTemplate } from './compile-template.ts';

/**
 * Reads and compiles a template of `adaptiveCards/`.
 * @param name file name without `.json`.
 * @throws TemplateFault where it cannot be compiled.
 */
export function readCardTemplate(name: string): CompiledTemplate {
  const location = new URL(`../../adaptiveCards/${name}.json`, import.meta.url);
  return compileTemplate(JSON.parse(readFileSync(location, 'utf8')) as object);
}
