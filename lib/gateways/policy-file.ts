import type { GatewayExporter } from './gateway';

/** The canonical policy file itself, as the command line reads it. Nothing is lost. */
export const policyFile: GatewayExporter = {
  id: 'policy',
  title: 'Waybill policy file',
  export: ({ policy }) => ({
    files: [{ path: 'policy.json', text: `${JSON.stringify(policy, null, 2)}\n` }],
    notExpressed: [],
    callerContract: [],
    env: [],
  }),
};
