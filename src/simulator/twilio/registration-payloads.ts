// The answers of the pretend messaging API about registrations. Shapes: https://github.com/twilio/twilio-oai, twilio_messaging_v1.json
import type { BrandRecord, CampaignRecord, VerificationRecord } from './records.ts';

type Resource = Record<string, unknown>;

export function brandResource(brand: BrandRecord, origin: string): Resource {
  const url = `${origin}/v1/a2p/BrandRegistrations/${brand.sid}`;
  return {
    sid: brand.sid,
    account_sid: brand.accountSid,
    customer_profile_bundle_sid: null,
    a2p_profile_bundle_sid: null,
    date_created: isoSeconds(brand.createdAt),
    date_updated: isoSeconds(brand.createdAt),
    brand_type: 'STANDARD',
    status: brand.status,
    tcr_id: null,
    failure_reason: brand.failureReason,
    errors: [],
    url,
    brand_score: 50,
    brand_feedback: [],
    identity_status: 'VERIFIED',
    russell_3000: false,
    government_entity: false,
    tax_exempt_status: null,
    skip_automatic_sec_vet: false,
    mock: false,
    links: { brand_vettings: `${url}/Vettings`, brand_registration_otps: `${url}/SmsOtp` },
  };
}

export function campaignResource(campaign: CampaignRecord, origin: string): Resource {
  const { sid, serviceSid, reason } = campaign;
  return {
    sid,
    account_sid: campaign.accountSid,
    brand_registration_sid: campaign.brandSid,
    messaging_service_sid: serviceSid,
    description: 'Answers to customers who write to support.',
    message_samples: ['Your parcel arrives today.', 'We open at nine tomorrow.'],
    us_app_to_person_usecase: 'CUSTOMER_CARE',
    has_embedded_links: true,
    has_embedded_phone: false,
    subscriber_opt_in: true,
    age_gated: false,
    direct_lending: false,
    campaign_status: campaign.status,
    campaign_id: campaign.status === 'VERIFIED' ? 'CEXAMPLE' : null,
    is_externally_registered: false,
    rate_limits: null,
    message_flow: 'Customers text first.',
    opt_in_message: null,
    opt_out_message: null,
    help_message: null,
    opt_in_keywords: [],
    opt_out_keywords: [],
    help_keywords: [],
    date_created: isoSeconds(campaign.createdAt),
    date_updated: isoSeconds(campaign.createdAt),
    url: `${origin}/v1/Services/${serviceSid}/Compliance/Usa2p/${sid}`,
    mock: false,
    errors: reason === null ? [] : [{ error_code: 30896, description: reason, fields: ['MESSAGE_FLOW'] }],
    privacy_policy_url: null,
    terms_and_conditions_url: null,
  };
}

export function verificationResource(
  { sid, accountSid, number, ...rest }: VerificationRecord,
  origin: string,
): Resource {
  return {
    sid,
    account_sid: accountSid,
    date_created: isoSeconds(rest.createdAt),
    date_updated: isoSeconds(rest.createdAt),
    business_name: 'Example Company',
    use_case_categories: ['CUSTOMER_CARE'],
    use_case_summary: 'Answers to customers who write to support.',
    opt_in_type: 'VIA_TEXT',
    message_volume: '1,000',
    tollfree_phone_number_sid: number.sid,
    tollfree_phone_number: number.phoneNumber,
    status: rest.status,
    url: `${origin}/v1/Tollfree/Verifications/${sid}`,
    rejection_reason: rest.reason,
    error_code: rest.reason === null ? null : 30475,
    edit_allowed: rest.reason === null ? null : true,
    rejection_reasons: rest.reason === null ? null : [{ code: 30475, reason: rest.reason }],
  };
}

function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
