import { WaybillError } from '@/lib/domain/errors';
import type { GatewayExporter } from './gateway';
import { litellm } from './litellm';
import { policyFile } from './policy-file';

/** Every target that `export --to` knows, in the order they are listed. */
export const GATEWAYS: readonly GatewayExporter[] = [policyFile, litellm];

/** The exporter with this id. Throws WaybillError 'usage' that lists the targets. */
export function findGateway(id: string): GatewayExporter {
  const found = GATEWAYS.find((gateway) => gateway.id === id);
  if (found !== undefined) return found;
  const targets = GATEWAYS.map((gateway) => gateway.id).join(', ');
  throw new WaybillError('usage', `unknown target ${JSON.stringify(id)}: choose one of ${targets}`);
}
