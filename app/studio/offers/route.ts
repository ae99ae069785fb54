import { respond } from '@/app/api/respond';
import { listPickerOffers } from '@/lib/services/studio-offers';

/** The catalog for the model pickers: read once by the browser, not with every repaint. */
export const GET = () => respond(() => listPickerOffers(Date.now()));
