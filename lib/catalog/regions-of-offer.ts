import { modelOf, type OfferId, providerOf } from '@/lib/domain/ids';

const AWS_REGION = /^(?:us|eu|ap|ca|sa|me|af|il|mx|us-gov)-(?:north|south|east|west|central|northeast|southeast)-\d$/;
const AZURE_ZONES = ['eu', 'us'];
const BEDROCK_PROFILES = ['us', 'eu', 'apac', 'jp', 'au', 'us-gov'];

/**
 * Where an offer's calls are processed, as its id says: Azure's data zones (`azure/eu/…`), regions and cross-region
 * profiles of Bedrock (`aws/eu-central-1/…`, `aws/eu.anthropic…`), Anthropic's `us/`. Null where the id does not say.
 */
export function regionsInId(offerId: OfferId): readonly string[] | null {
  const provider = providerOf(offerId);
  const [first = '', ...rest] = modelOf(offerId).split('/');
  if (rest.length > 0) {
    if (provider === 'azure' && AZURE_ZONES.includes(first)) return [first];
    if (provider === 'azure' && /^global(?:-|$)/.test(first)) return ['global'];
    if (provider === 'aws' && AWS_REGION.test(first)) return [first];
    if (provider === 'anthropic' && (first === 'us' || (first === 'fast' && rest[0] === 'us'))) return ['us'];
    return null;
  }
  if (provider !== 'aws') return null;
  const profile = first.includes('.') ? first.slice(0, first.indexOf('.')) : '';
  if (profile === 'global') return ['global'];
  return BEDROCK_PROFILES.includes(profile) ? [profile] : null;
}
