/** Where the maker of a model sits (ISO 3166), by a word its id must hold as a whole. */
const ORIGIN_BY_WORD: readonly (readonly [origin: string, words: readonly string[]])[] = [
  [
    'CN',
    [
      'deepseek',
      'qwen',
      'glm',
      'kimi',
      'moonshot',
      'moonshotai',
      'minimax',
      'doubao',
      'hunyuan',
      'ernie',
      'zhipuai',
      'zai',
      'yi',
      'baichuan',
      'step',
      'qwq',
      'ernie',
      'bytedance',
      'tencent',
      'baidu',
      'zhipu',
      'thudm',
      'qwen2',
      'qwen2.5',
      'qwen3',
      'qwen3.5',
    ],
  ],
  ['FR', ['mistral', 'mixtral', 'codestral', 'devstral', 'magistral', 'ministral', 'pixtral', 'voxtral', 'mistralai']],
  ['CA', ['cohere', 'command', 'c4ai', 'aya']],
  [
    'US',
    [
      'gpt',
      'openai',
      'o1',
      'o3',
      'o4',
      'claude',
      'anthropic',
      'gemini',
      'gemma',
      'google',
      'llama',
      'llama3',
      'grok',
      'nova',
      'titan',
      'phi',
      'nemotron',
      'perplexity',
      'sonar',
      'palmyra',
      'arcee',
      'voyage',
      'voyageai',
      'composer',
      'whisper',
      'chatgpt',
      'davinci',
      'granite',
      'dbrx',
      'hermes',
      'olmo',
      'lfm',
    ],
  ],
  ['IL', ['jamba', 'ai21', 'j2']],
  ['KR', ['solar', 'exaone']],
];

/** The country of a model's maker as its id says, or null. Read from whole words of the id, the model before its seller. */
export function originOf(offerId: string): string | null {
  const words = offerId
    .toLowerCase()
    .split(/[/\-_:@\s]/)
    .reverse();
  for (const word of words) for (const [origin, makers] of ORIGIN_BY_WORD) if (makers.includes(word)) return origin;
  return null;
}
