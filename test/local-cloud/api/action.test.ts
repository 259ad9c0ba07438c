import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { action } from '../../../local-cloud/api/action';

interface Request {
  Id: string;
  Name?: string;
  Colour?: string;
  Size?: number;
}
interface Response {
  Received?: object;
  RequestId?: string;
}

const caller = { credential: { secretId: 'id', secretKey: 'key' }, region: 'ap-guangzhou' };
const paint = action<Request, Response>({
  parameters: { Id: z.string(), Name: z.string().optional() },
  passedThrough: ['Colour'],
  ignored: ['Size'],
  answer: (parameters) => ({ Received: parameters }),
});

describe('An action of the API', () => {
  it('receives its parameters and those that are passed through, and not those that are ignored', async () => {
    const parameters = { Id: '1', Name: 'a', Colour: 'red', Size: 7 };
    expect(await paint.answer(parameters, caller)).toEqual({ Received: { Id: '1', Name: 'a', Colour: 'red' } });
  });

  it.each([
    [{ Name: 'a' }, 'MissingParameter', 'Id'],
    [{ Id: 1 }, 'InvalidParameter', 'Id'],
    [{ Id: '1', Weight: 3 }, 'UnknownParameter', 'Weight'],
  ])('refuses the parameters %j', async (parameters, code, parameter) => {
    await expect(paint.answer(parameters, caller)).rejects.toThrow(expect.objectContaining({ code, parameter }));
  });
});
