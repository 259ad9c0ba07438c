import { type FieldName, isMethod, methodFields } from '../../../../function/http/fields';
import { languages } from '../../../../function/http/language';
import type { JsonSchema } from './json-schema';
import { requestSamples } from './outcome-samples';
import { methodTexts } from './outcome-texts';
import { requestFields, requiredFields } from './request-fields';

const methods = Object.keys(methodFields).filter(isMethod);

/** Ends the description of an operation. */
export const methodsText = 'Fields that a method does not read are ignored.';

export const languageParameter: JsonSchema = {
  name: 'Accept-Language',
  in: 'header',
  description: `The language of \`msg\`: ${languages.map((language) => `\`${language}\``).join(' or ')}; by default the first.`,
  schema: { type: 'string' },
  example: 'zh-CN,zh;q=0.9',
};

/** Returns the parameters of a GET request. Which of them a method needs, only the schemas of a body say. */
export function queryParameters(): JsonSchema[] {
  const names = [...new Set(methods.flatMap((method): FieldName[] => [...methodFields[method]]))];
  return [
    {
      name: 'method',
      in: 'query',
      description: `${methods.map((method) => `\`${method}\`: ${methodTexts[method]}`).join('; ')}. Required, but for the login page.`,
      schema: { type: 'string', enum: methods },
      example: methods[0],
    },
    ...names.map((name) => {
      const { description, examples, ...schema } = name === 'method' ? {} : requestFields[name];
      const [example] = Array.isArray(examples) ? examples : [];
      const readers = methods.filter((method) => readsField(method, name));
      const required = requiredFields.has(name) ? 'Required' : 'Optional';
      return {
        name,
        in: 'query',
        description: `${required} for ${readers.map((method) => `\`${method}\``).join(' and ')}. ${description}`,
        schema,
        ...(example !== undefined && { example }),
      };
    }),
  ];
}

function readsField(method: keyof typeof methodFields, name: FieldName): boolean {
  const names: readonly FieldName[] = methodFields[method];
  return names.includes(name);
}

/** Returns the content of a body, of whatever type. */
export function requestContent(): JsonSchema {
  return {
    schema: {
      oneOf: methods.map((method) => ({ $ref: `#/components/schemas/${method}` })),
      discriminator: {
        propertyName: 'method',
        mapping: Object.fromEntries(methods.map((method) => [method, `#/components/schemas/${method}`])),
      },
    },
    examples: Object.fromEntries(methods.map((method) => [method, { value: requestSamples[method] }])),
  };
}

/** Returns the schema of each method's fields. */
export function requestSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    methods.map((method) => {
      const names: readonly FieldName[] = ['method', ...methodFields[method]];
      const schemaOf = (name: FieldName) =>
        name === 'method' ? { type: 'string', const: method } : requestFields[name];
      return [
        method,
        {
          type: 'object',
          description: `${methodTexts[method]}.`,
          required: names.filter((name) => requiredFields.has(name)),
          properties: Object.fromEntries(names.map((name) => [name, schemaOf(name)])),
        },
      ];
    }),
  );
}
