import type { MappableField } from '@/lib/domain/column-map';

/**
 * Column names seen in the wild, best first, written without case, blanks and punctuation.
 * The order of fields is the order in which they choose a column.
 */
export const COLUMN_SYNONYMS: { readonly [field in MappableField]: readonly string[] } = {
  time: words(`timestamp time createdat created startedat starttime starttimeiso requeststarttime requesttime
    requesttimestamp requestcreatedat timestamputc utctimestamp eventtime loggedat occurredat invokedat calledat
    startingat starttimeunixnano timegenerated datetime ts when whenutc timeutc dateutc datetimeutc createdatutc date
    usagedateutc usagedate day endtime completedat`),
  inputTokens: words(`inputtokens prompttokens tokensin tokensprompt tokensinput inputtokencount prompttokencount
    requesttokens contexttokens numinputtokens numprompttokens nprompttokens ninputtokens totalinputtokens
    totalprompttokens inputtokenstotal prompttokenstotal intokens reqtokens requnits inputusage
    genaiusageinputtokens genaiusageprompttokens usageinputtokensnocache uncachedinputtokens inputuncachedtokens
    ncontexttokenstotal prompttoks inputtoks inputlength promptlength input prompt`),
  outputTokens: words(`outputtokens completiontokens generatedtokens responsetokens tokensout tokenscompletion
    tokensoutput outputtokencount completiontokencount candidatestokencount numoutputtokens numcompletiontokens
    ncompletiontokens noutputtokens totaloutputtokens totalcompletiontokens outputtokenstotal completiontokenstotal
    outtokens restokens resunits outputusage genaiusageoutputtokens genaiusagecompletiontokens usageoutputtokens
    ngeneratedtokenstotal completiontoks outputtoks outputlength responselength output completion response`),
  cacheReadTokens: words(`cachereadinputtokens cachereadtokens cachedtokens cachedinputtokens inputcachedtokens
    cachedprompttokens promptcachereadtokens promptcachehittokens cachehittokens cachedcontenttokencount
    cachereadinputtokencount usageinputtokenscacheread genaiusagecachereadinputtokens usagecachereadinputtokens
    tokenscached cachetokens cachedinput cacheread cached`),
  cacheWriteTokens: words(`cachewrite5mtokens cachewritetokens5m ephemeral5minputtokens
    usageinputtokenscachewrite5m cachecreationinputtokens5m cachecreationinputtokens cachewriteinputtokens
    cachecreationtokens cachewritetokens inputcachewritetokens promptcachewritetokens cachewriteinputtokencount
    usageinputtokenscachewrite genaiusagecachecreationinputtokens usagecachecreationinputtokens cachewrite5m
    cachewrite`),
  cacheWrite1hTokens: words(`cachewrite1htokens cachewritetokens1h ephemeral1hinputtokens
    usageinputtokenscachewrite1h cachecreationinputtokens1h cachewrite1h`),
  reasoningTokens: words(`reasoningtokens reasoningoutputtokens outputreasoningtokens tokensreasoning
    genaiusagereasoningoutputtokens thoughtstokencount thinkingtokens reasoningtokencount reasoning`),
  inputAudioTokens: words(`inputaudiotokens promptaudiotokens audioinputtokens genaiusageaudioinputtokens
    inputtokensaudio`),
  inputImageTokens: words(`inputimagetokens promptimagetokens imageinputtokens genaiusageimageinputtokens
    inputtokensimage`),
  outputAudioTokens: words(`outputaudiotokens completionaudiotokens audiooutputtokens genaiusageaudiooutputtokens
    outputtokensaudio`),
  outputImageTokens: words(`outputimagetokens completionimagetokens imageoutputtokens outputtokensimage`),
  webSearches: words(`websearches websearchrequests websearchcount numwebsearches searches searchrequests`),
  costUsd: words(`costusd cost spendusd spend totalcostusd totalcost costtotal usdcost usd responsecost requestcost
    totalspend amountusd estimatedcostusd estimatedcost calculatedtotalcost billedcost costindollars costdollars`),
  model: words(`responsemodel genairesponsemodel model modelname modelid mainmodel requestmodel genairequestmodel
    modelpermaslug modelslug aimodel llmmodel llm engine modelversion modelused slug deploymentname deployment`),
  task: words(`task taskname tasktype usecase feature featurename operation operationname route endpoint category
    intent workflow jobtype job purpose editformat calltype requesttype promptname tracename logtype appname app
    application activity`),
  team: words(`team teamname teamalias teamid department dept businessunit costcenter squad project projectname
    projectid usergroup group orgunit organization organizationname org tenant customer workspace workspacename
    workspaceid apikeyalias apikeyname user username userid userids`),
  language: words('language lang locale languagecode'),
  region: words(`region regionname awsregion inferenceregion inferencegeo geo country countrycode location
    datacenter`),
  needs: words('needs capabilities requiredcapabilities capability requires requirements modalities features'),
  tags: words('tags requesttags tracetags labels tag'),
  serviceTier: words('servicetier processingtier pricingtier tier isbatch batch'),
  status: words(`status statuscode httpstatus httpstatuscode responsestatus responsestatuscode requeststatus
    billingstatus outcome result success issuccess cachehit iscachehit iserror error`),
  requestId: words(`requestid generationid responseid completionid callid logid messageid genairesponseid eventid
    recordid spanid correlationid transactionid uuid id`),
  promptHash: words(`prompthash prompthashhex promptsha promptsha256 promptmd5 promptdigest promptfingerprint promptkey
    requesthash requestbodyhash requestdigest messageshash inputhash contenthash bodyhash cachekey cachehash
    promptcachekeyhash litellmcachekey`),
  latencyMs: words(`latencyms latencyinms latencymilliseconds durationms responsetimems elapsedms totaltimems
    delayms generationtimems requestdurationms responsems`),
  feedback: words('feedback userfeedback thumbs thumb vote reaction thumbsup'),
  requests: words(`requests requestcount numrequests nummodelrequests nrequests requestscount numcalls callcount
    calls apirequests modelrequests`),
  aggregate: words('aggregate isaggregate issum'),
};

const CONTENT_NAMES: ReadonlySet<string> = new Set(
  words(`prompt prompts message messages completion completions response responses content contents input inputs
    output outputs inputtext outputtext prompttext responsetext completiontext requestbody responsebody
    requestcontent responsecontent promptcontent text query question answer reply systemprompt userprompt
    usermessage assistantmessage systemmessage lastmessage userinput modeloutput llminput llmoutput generatedtext
    generation choices conversation transcript chat history instruction instructions context document documents
    snippet body rawrequest rawresponse request inputbodyjson outputbodyjson inputbody outputbody comment comments
    thinking reasoningcontent`),
);

/** A name without case, blanks and punctuation. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The last part of a dotted key, plain. */
export function leafName(name: string): string {
  return plainName(name.slice(name.lastIndexOf('.') + 1));
}

export function isContentName(name: string): boolean {
  return CONTENT_NAMES.has(leafName(name)) || CONTENT_NAMES.has(plainName(name));
}

function words(text: string): string[] {
  return text.split(/\s+/);
}
