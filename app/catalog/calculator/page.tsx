import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { CalculatorScreen } from '@/components/calculator/calculator-screen';
import { loadCalculatorParams } from '@/lib/schema/calculator-params';
import { viewCalculator } from '@/lib/services/view-calculator';

export const metadata: Metadata = { title: 'Calculator' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <CalculatorScreen view={await viewCalculator(await loadCalculatorParams(searchParams), Date.now())} />;
}
