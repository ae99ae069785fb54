import { mkdirSync, writeFileSync } from 'node:fs';
import { policyJsonSchema } from '@/lib/schema/policy-json-schema';

mkdirSync('public/schema', { recursive: true });
writeFileSync('public/schema/policy.v1.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
