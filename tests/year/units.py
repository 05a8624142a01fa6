"""The units that act in the year, by their names."""

OFFICE, CIVIL = "Văn phòng Sở", "Phòng Hành chính tư pháp"
AID, EDITORS = "Phòng Bổ trợ tư pháp", "Ban Biên tập Trang TTĐT của Sở"
LAW = "Phòng Phổ biến giáo dục pháp luật"
MERGED = "Phòng Hành chính và Bổ trợ tư pháp"
