import { LoadingState } from '@/components/ui/state';

export default function Loading() {
  return <LoadingState label="Loading the screen" rows={5} height={28} />;
}
