import { z } from 'zod';
import { policySchema } from './policy';

/** The JSON Schema published at `public/schema/policy.v1.json`, generated from the zod schema. */
export function policyJsonSchema(): object {
  const schema = z.toJSONSchema(policySchema, { target: 'draft-2020-12', io: 'input' });
  return { $id: 'policy.v1.json', ...schema };
}
